// Tables of operations: answered with their first rows, and opened to be read whole.
#include "engine/state.hpp"

#include "catalogue/wall.hpp"
#include "delivery/parcel.hpp"
#include "operations/definitions.hpp"
#include "reports/content.hpp"
#include "tables/operation.hpp"

namespace willcall {

namespace {

store::Cell cell_of(const Value& value) {
    store::Cell cell;
    cell.is_text = value.kind == WILLCALL_TEXT;
    if (value.written == Written::null) return cell;
    cell.type = cell.is_text ? store::Cell::Type::text : store::Cell::Type::number;
    cell.number = value.number;
    cell.text = value.text;
    return cell;
}

// Rows that a plugin is asked for, some hundred at once.
class FeatureRows final : public tables::Rows {
public:
    using Ask = std::function<std::vector<Value>(const Value* last)>;
    FeatureRows(Ask ask, const willcall_shape& row, std::span<const std::size_t> chosen)
        : ask_(std::move(ask)) {
        for (const auto number : chosen) names_.emplace_back(field_at(row, number).name);
    }

    bool next(std::span<store::Cell> cells) override {
        if (at_ == rows_.size()) {
            if (ended_) return false;
            std::optional<Value> last;
            if (!rows_.empty()) last = std::move(rows_.back());
            rows_ = ask_(last ? &*last : nullptr);
            at_ = 0;
            ended_ = rows_.empty();
            if (ended_) return false;
        }
        const auto& row = rows_[at_++];
        for (std::size_t at = 0; at < names_.size(); ++at) {
            const auto* member = row.find(names_[at]);
            cells[at] = member == nullptr ? store::Cell{} : cell_of(*member);
        }
        return true;
    }

private:
    Ask ask_;
    std::vector<std::string> names_;
    std::vector<Value> rows_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

void throw_refused(const std::optional<Refusal>& refused, const Call& call) {
    if (!refused) return;
    auto answer = refused_answer(*refused, call.dialect.decimals);
    if (call.caller != nullptr) answer.banner = call.caller->banner;
    throw RefusedReading(std::move(answer));
}

}  // namespace

EngineAnswer OpenEngine::read_table(const Operation& operation, Call& call,
                                    const Value& request) const {
    const auto table = operation.table(call, request);
    complete(table->head, *static_cast<const Invocation&>(call).snapshot->catalogue);
    willcall_writer writer(call.dialect.decimals);
    EngineAnswer answer;
    answer.kept = tables::write_page(*table, *operation.shapes, *call.connection, request, writer);
    answer.json = std::move(writer.text);
    answer.head = std::make_shared<const tables::Head>(std::move(table->head));
    return answer;
}

std::shared_ptr<tables::Stream> OpenEngine::open_table(std::int64_t session, std::string_view name,
                                                       std::string_view request) {
    check_usable();
    const auto& operation = find(name);
    Invocation call;
    throw_refused(prepare(call, session, request, {}), call);
    return streams_->open([&](store::Connection& connection) {
        return std::move(*plan_table(operation, call, connection));
    });
}

// Everything is decided from what this connection sees.
std::shared_ptr<tables::Table> OpenEngine::plan_table(const Operation& operation, Invocation& call,
                                                      store::Connection& connection) {
    if (!operation.table) throw invalid("`" + operation.name + "` does not answer with a table");
    call.connection = &connection;
    std::optional<Refusal> refused;
    if (access::read_epoch_sum(connection) != call.snapshot->epoch_sum)
        refused = renew(call, connection);
    if (!refused) refused = permit(operation, call);
    throw_refused(refused, call);
    auto table = operation.table(call, validated(operation, call.request, call));
    complete(table->head, *call.snapshot->catalogue);
    return table;
}

std::string OpenEngine::make_report(std::int64_t session, std::string_view name,
                                    std::string_view request, std::string_view format) {
    check_usable();
    const auto& operation = find(name);
    Invocation call;
    throw_refused(prepare(call, session, request, {}), call);
    const auto reading = database_->read();
    const auto table = plan_table(operation, call, *reading);
    const auto content = reports::report_content(*table, *reading, *call.snapshot->catalogue);
    const access::Questioning questioning(call, *call.snapshot, world_);
    return delivery::make_document(*call.snapshot->instances, questioning.around, "report", format,
                                   content)
        .bytes;
}

// The rows are asked for long after the call: they keep all of it that they need.
tables::Plan OpenEngine::plan_feature(const plugins::Module& module, std::uint64_t number,
                                      Call& call, const Value& filters) {
    auto kept = std::make_shared<Invocation>(static_cast<const Invocation&>(call));
    kept->request = {};
    kept->key = {};
    const auto& described = module.operations[number];
    const auto scope =
        access::decide(call, *kept->snapshot, world_, described.permission, {}).scope;
    tables::Plan plan;
    plan.scope = access::scope_word(scope);
    plan.open = [this, kept, &module, number, &described, scope,
                 filters](store::Connection& connection,
                          std::span<const std::size_t> chosen) -> std::unique_ptr<tables::Rows> {
        kept->connection = &connection;
        const auto ask = [this, kept, &module, number, scope, filters](const Value* last) {
            access::Questioning questioning(*kept, *kept->snapshot, world_);
            questioning.around.invoke = [&](std::string_view operation, std::string_view inner) {
                return invoke_inside(*kept, operation, inner);
            };
            questioning.around.stock = stock_of(*kept);
            return plugins::rows_after(feature_of(module, *kept->snapshot), questioning.around,
                                       number, filters, last, access::scope_of_table(scope),
                                       kept->dialect);
        };
        return std::make_unique<FeatureRows>(ask, *described.answer, chosen);
    };
    return plan;
}

void OpenEngine::complete(tables::Head& head, const catalogue::Catalogue& catalogue) const {
    const auto& organisation = catalogue.organisation;
    head.organiser = organisation.name;
    head.language = organisation.language;
    head.currency = organisation.currency;
    head.timezone = organisation.timezone;
    head.decimals = catalogue.decimals;
    if (!organisation.timezone.empty())
        head.offset_at = [zone = organisation.timezone](std::int64_t instant) {
            return catalogue::offset_at(zone, instant);
        };
}

}  // namespace willcall
