// The part of the check about who comes in: sessions, how they ended, and invitations. That a
// session's user or customer is there at all is among the rules of the parties.
#include "reports/check_faults.hpp"

namespace willcall::reports {

const std::vector<Rule> access_rules = {
    {"session.kind", "session {id}", "kind {found} does not go with its subject {expected}",
     "select id, '' as key, kind as found, subject as expected from sessions "
     "where kind < 0 or kind > 2 or (kind = 0) <> (subject = 0)"},
    // Of a session that lasts it says nothing, or itself where it is older than the column.
    {"session.ending", "session {id}",
     "ending {found} does not go with when it ended, or which session ended it: {expected}",
     "select id, '' as key, ending as found, ended_by as expected from sessions "
     "where ending < 0 or ending > 4 "
     "or (ended is null and (ending <> 0 or ended_by not in (0, id))) "
     "or (ended is not null and ending = 0 and ended_by <> id) "
     "or (ending = 2 and (ended_by <> 0 or idle_seconds = 0))"},
    {"session.ended_by_none", "session {id}", "was ended by {found}, which is no session",
     "select s.id, '' as key, s.ended_by as found, 0 as expected from sessions s "
     "where s.ended_by <> 0 and not exists (select 1 from sessions o where o.id = s.ended_by)"},
    {"session.taken_over", "session {id}",
     "was taken over by {found}, which is no other session of its user",
     "select s.id, '' as key, s.ended_by as found, s.subject as expected from sessions s "
     "where s.ending = 1 and not exists (select 1 from sessions o where o.id = s.ended_by "
     "and o.id <> s.id and o.kind = s.kind and o.subject = s.subject)"},
    {"session.used", "session {id}", "was used last at {found}, and opened at {expected}",
     "select id, '' as key, used as found, opened as expected from sessions "
     "where used < opened or idle_seconds < 0"},
    {"session.of_disabled", "session {id}", "lasts, but its user `{key}` is disabled",
     "select s.id, i.key, s.subject as found, 0 as expected from sessions s "
     "join items i on i.id = s.subject and i.kind = 'user' "
     "where s.kind = 1 and s.ended is null and i.content like '%\"disabled\":true%'"},
    {"session.acts_differ", "session {id}", "acts for {found} since {expected}, by `{key}`",
     "select id, acts_by as key, acts_for as found, acts_since as expected from sessions "
     "where (acts_for is null) <> (acts_since is null) or acts_for = subject "
     "or (acts_for is null and acts_by <> '')"},
    {"session.errand", "session {id}", "kind {found} books for {expected}, on an errand or none",
     "select id, '' as key, kind as found, books_for as expected from sessions "
     "where (books_for is null and errand <> '') or (books_for is not null and kind <> 2)"},
    {"invitation.unknown_user", "invitation {id}", "of a user, or by one, who does not exist",
     "select v.id, '' as key, v.item as found, v.inviter as expected from invitations v "
     "where not exists (select 1 from items i where i.id = v.item and i.kind = 'user') "
     "or (v.inviter <> 0 and not exists (select 1 from items i where i.id = v.inviter "
     "and i.kind = 'user'))"},
    {"invitation.state", "invitation {id}", "was accepted at {found}, and withdrawn at {expected}",
     "select id, '' as key, accepted as found, withdrawn as expected from invitations "
     "where accepted is not null and withdrawn is not null"},
    {"invitation.too_late", "invitation {id}", "made or accepted at {found}, but until {expected}",
     "select id, '' as key, coalesce(accepted, made) as found, expires as expected "
     "from invitations where expires <= made or accepted >= expires"},
    // Whoever is invited anew goes by the new token only.
    {"invitation.beside_another", "invitation {id}", "stands beside an older one: {found}",
     "select v.id, '' as key, o.id as found, 0 as expected from invitations v "
     "join invitations o on o.item = v.item and o.id < v.id and o.withdrawn is null "
     "and v.withdrawn is null "
     "and ((o.accepted is null and o.expires > v.made) or o.accepted <= v.made)"},
    {"invitation.without_password", "invitation {id}", "was accepted, but its user has no password",
     "select v.id, '' as key, v.item as found, 0 as expected from invitations v "
     "where v.accepted is not null "
     "and not exists (select 1 from credentials c where c.item = v.item)"},
    {"invitation.beside_password", "invitation {id}",
     "could be accepted after its user had a password at {found}",
     "select v.id, '' as key, c.changed as found, v.expires as expected from invitations v "
     "join credentials c on c.item = v.item where v.accepted is null and v.withdrawn is null "
     "and v.expires > c.changed"},
};

}  // namespace willcall::reports
