#include "postgresql_orders.hpp"

#include <atomic>
#include <stdexcept>
#include <utility>

namespace willcall::bench {

namespace {

// Numbers are drawn as the calls come, so the counter of a location is only counted up: which
// order has which number stands in its row.
constexpr const char* function_text = R"(
create function place(o orders, of_lines order_lines[], of_claims claims[], of_tickets tickets[],
                      p payments, k idempotency, d deliveries, j journal) returns void
language plpgsql as $$
declare
    one claims;
begin
    insert into orders values (o.*);
    insert into order_lines select * from unnest(of_lines);
    insert into claims select * from unnest(of_claims);
    insert into tickets select * from unnest(of_tickets);
    insert into payments values (p.*);
    insert into idempotency values (k.*);
    insert into deliveries values (d.*);
    insert into journal values (j.*);
    update shift_takings set payments = payments + 1, amount = amount + p.amount
        where shift = p.shift and means = p.means;
    if not found then raise 'the shift has taken nothing so far'; end if;
    update series set last = last + 1 where location = o.location;
    if not found then raise 'no number was drawn so far'; end if;
    foreach one in array of_claims loop
        update quotas set sold = sold + one.units
            where id = one.quota and sold + held + one.units <= allowed;
        if not found then raise 'a quota is used up'; end if;
    end loop;
end $$)";

constexpr const char* call = "select place($1::orders, $2::order_lines[], $3::claims[], "
                             "$4::tickets[], $5::payments, $6::idempotency, $7::deliveries, "
                             "$8::journal)";

constexpr const char* new_orders = R"(
select o.id, o::text,
    array(select r from order_lines r where order_id = o.id order by line)::text,
    array(select r from claims r where order_id = o.id order by quota)::text,
    array(select r from tickets r where order_id = o.id order by id)::text,
    (select r from payments r where order_id = o.id)::text,
    k::text,
    (select r from deliveries r where order_id = o.id)::text,
    j::text
from orders o join idempotency k on k.order_id = o.id join journal j on j.subject = o.id
where o.id > )";

std::vector<Postgresql> connect(const std::string& url, std::size_t count) {
    std::vector<Postgresql> connections;
    for (std::size_t at = 0; at < count; ++at) {
        auto& one = connections.emplace_back(url);
        // As the engine has them, so that neither reads a table from end to end.
        one.ask("set jit = off; set enable_seqscan = off; set enable_hashjoin = off; "
                "set enable_mergejoin = off; set plan_cache_mode = force_generic_plan");
    }
    return connections;
}

}  // namespace

PostgresqlOrders::PostgresqlOrders(const PostgresqlServer& server, std::string from, std::string to,
                                   std::size_t connections)
    : from_(std::move(from)),
      to_(std::move(to)),
      reader_(server.url(from_)),
      writers_(connect(server.url(to_), connections)),
      crowd_(connections) {
    // Few orders of many: no index leads to all that is asked for.
    reader_.ask("set jit = off; set enable_nestloop = off");
    copy_store();
    writers_.front().ask(function_text);
    for (auto& one : writers_) one.prepare("place", call);
    last_ = reader_.ask("select max(id) from orders").text(0, 0);
}

std::vector<std::string> PostgresqlOrders::tables() {
    std::vector<std::string> names;
    const auto found =
        reader_.ask("select tablename from pg_tables where schemaname = current_schema() "
                    "order by 1");
    for (int row = 0; row < found.rows(); ++row) names.push_back(found.text(row, 0));
    return names;
}

// Row by row in the order they lie in, so that both begin alike. Keys to other tables are not
// looked up meanwhile.
void PostgresqlOrders::copy_store() {
    const auto all = tables();
    std::string list;
    for (const auto& table : all) list += (list.empty() ? "" : ", ") + to_ + '.' + table;
    reader_.ask("set session_replication_role = replica; truncate " + list);
    for (const auto& table : all)
        reader_.ask("insert into " + to_ + '.' + table + " select * from " + from_ + '.' + table);
    reader_.ask("set session_replication_role = origin");
}

std::size_t PostgresqlOrders::read() {
    orders_.clear();
    const auto found = reader_.ask(new_orders + last_ + " order by o.id");
    for (int row = 0; row < found.rows(); ++row) {
        last_ = found.text(row, 0);
        auto& order = orders_.emplace_back();
        int column = 0;
        for (auto& kind : order) {
            kind = found.text(row, ++column);
            if (kind.empty() || kind == "{}")
                throw std::runtime_error("an order is not complete: " + last_);
        }
    }
    return orders_.size();
}

double PostgresqlOrders::write() {
    std::atomic<std::size_t> next{0};
    return crowd_.run(1, [&](std::size_t caller) {
        for (auto at = next++; at < orders_.size(); at = next++) {
            std::array<const char*, 8> values;
            for (std::size_t kind = 0; kind < values.size(); ++kind)
                values[kind] = orders_[at][kind].c_str();
            writers_[caller].run("place", values);
        }
    });
}

std::string PostgresqlOrders::difference(std::map<std::string, std::int64_t>& rows) {
    for (const auto& table : tables()) {
        rows[table] = reader_.number("select count(*) from " + from_ + '.' + table);
        if (reader_.number("select count(*) from " + to_ + '.' + table) != rows[table])
            return table + ": not as many rows on both sides";
        const auto only = reader_.number("select count(*) from (table " + from_ + '.' + table +
                                         " except all table " + to_ + '.' + table + ") as one");
        if (only != 0) return table + ": " + std::to_string(only) + " rows differ";
    }
    return {};
}

}  // namespace willcall::bench
