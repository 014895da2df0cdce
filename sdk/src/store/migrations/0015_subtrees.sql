-- Whom somebody invited: a subtree of users is walked from above.
create index invitations_inviter on invitations (inviter, item);
