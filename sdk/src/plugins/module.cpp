#include "plugins/module.hpp"

#include "operations/reading.hpp"

#include <span>

namespace willcall::plugins {

namespace {

constexpr std::uint64_t part_count_max = 1000;  // beyond it a count is no count but a defect

// A part of a table that must be there.
struct Slot {
    const char* name;
    std::size_t offset;
};

// The table of one family: as much of it as this host knows.
template <class Table>
std::optional<Table> family(const Origin& origin, const willcall_module& module, const char* id,
                            std::initializer_list<Slot> mandatory) {
    const void* const found = module.find(id);
    if (found == nullptr) return std::nullopt;
    std::uint32_t size = 0;
    std::memcpy(&size, found, sizeof size);
    const auto table = std::string("its table for `") + id + '`';
    for (const auto& slot : mandatory)
        if (size < slot.offset + sizeof(void*))
            origin.refuse(table + " is too short: it ends before `" + slot.name + '`');
    auto made = copied<Table>(found, size);
    for (const auto& slot : mandatory) {
        const void* pointer = nullptr;
        std::memcpy(&pointer, reinterpret_cast<const std::byte*>(&made) + slot.offset,
                    sizeof pointer);
        if (pointer == nullptr) origin.refuse(table + " has no `" + slot.name + '`');
    }
    made.struct_size = std::min<std::uint32_t>(size, sizeof made);
    return made;
}

// An array of the plugin's, element by element as far as this host knows them.
template <class T>
std::vector<T> all(const Origin& origin, const std::string& what, const T* first,
                   std::uint64_t stride, std::uint64_t count, std::uint64_t stride_least) {
    if (count > part_count_max)
        origin.refuse("it says that it has " + std::to_string(count) + ' ' + what);
    if (count > 0 && (first == nullptr || stride < stride_least))
        origin.refuse("its " + what + " are too short to be read");
    std::vector<T> made;
    made.reserve(count);
    for (std::uint64_t number = 0; number < count; ++number)
        made.push_back(element(first, stride, number));
    return made;
}

bool is_said(const char* text) { return text != nullptr && *text != '\0' && is_clean_text(text); }

void check_operation(const Origin& origin, const willcall_operation& operation,
                     std::span<const willcall_operation> before, bool has_rows) {
    const auto name = text_or_empty(operation.name);
    const auto start = origin.name + '.';
    if (!name.starts_with(start) || !is_name(name.substr(start.size())))
        origin.refuse("the operation `" + (is_clean_text(name) ? name : "?") +
                      "` must be called `" + start + "` and a verb");
    for (const auto& other : before)
        if (name == other.name) origin.refuse("the operation `" + name + "` is there twice");
    const bool is_table = (operation.flags & WILLCALL_OPERATION_TABLE) != 0;
    const bool for_anybody = !is_table && operation.permission && *operation.permission == '\0';
    if (!for_anybody && (!is_said(operation.permission) || *operation.permission != '/'))
        origin.refuse("the operation `" + name + "` has no permission that begins with `/`");
    check_shape(origin, "the request of `" + name + '`', operation.request);
    check_shape(origin, "the answer of `" + name + '`', operation.answer);
    const bool writes = (operation.flags & WILLCALL_OPERATION_WRITES) != 0;
    if ((operation.flags & WILLCALL_OPERATION_JOURNALS_REFUSALS) != 0 && !writes)
        origin.refuse("the operation `" + name + "` journals refusals, but does not write");
    if (!is_table) return;
    if (!has_rows) origin.refuse("the table `" + name + "` has no `rows`");
    if (writes) origin.refuse("the table `" + name + "` says that it writes");
}

void read_feature(const Origin& origin, const willcall_module& table, Module& module) {
    module.feature = family<willcall_feature>(origin, table, WILLCALL_FEATURE,
                                              {{"create", offsetof(willcall_feature, create)},
                                               {"destroy", offsetof(willcall_feature, destroy)},
                                               {"handle", offsetof(willcall_feature, handle)}});
    if (!module.feature) return;
    const auto& feature = *module.feature;
    module.operations = all(origin, "operations", feature.operations, feature.operation_size,
                            feature.operation_count, WILLCALL_UPTO(willcall_operation, flags));
    for (std::size_t number = 0; number < module.operations.size(); ++number)
        check_operation(origin, module.operations[number],
                        std::span(module.operations).first(number), feature.rows != nullptr);
}

void read_authority(const Origin& origin, Module& module) {
    if (!module.feature || module.feature->authority == nullptr) return;
    for (const auto* name = module.feature->authority; *name != nullptr; ++name) {
        if (!is_said(*name)) origin.refuse("an operation it has authority for lacks its name");
        if (module.authority.size() == part_count_max)
            origin.refuse("the operations it has authority for have no end");
        module.authority.emplace_back(*name);
    }
}

void read_channel(const Origin& origin, const willcall_module& table, Module& module) {
    module.channel = family<willcall_channel>(origin, table, WILLCALL_CHANNEL,
                                              {{"create", offsetof(willcall_channel, create)},
                                               {"destroy", offsetof(willcall_channel, destroy)},
                                               {"lines", offsetof(willcall_channel, lines)},
                                               {"terms", offsetof(willcall_channel, terms)}});
    if (module.channel && module.channel->settings != nullptr)
        check_shape(origin, "the settings of its channels", module.channel->settings);
}

void read_rules(const Origin& origin, const willcall_module& table, Module& module) {
    module.policy = family<willcall_policy>(origin, table, WILLCALL_POLICY,
                                            {{"create", offsetof(willcall_policy, create)},
                                             {"destroy", offsetof(willcall_policy, destroy)},
                                             {"decide", offsetof(willcall_policy, decide)}});
    module.eligibility =
        family<willcall_eligibility>(origin, table, WILLCALL_ELIGIBILITY,
                                     {{"create", offsetof(willcall_eligibility, create)},
                                      {"destroy", offsetof(willcall_eligibility, destroy)},
                                      {"judge", offsetof(willcall_eligibility, judge)}});
}

void read_document(const Origin& origin, const willcall_module& table, Module& module) {
    module.document = family<willcall_document>(origin, table, WILLCALL_DOCUMENT,
                                                {{"makes", offsetof(willcall_document, makes)},
                                                 {"create", offsetof(willcall_document, create)},
                                                 {"destroy", offsetof(willcall_document, destroy)},
                                                 {"make", offsetof(willcall_document, make)}});
    if (!module.document) return;
    const auto& document = *module.document;
    module.makes = all(origin, "documents", document.makes, document.makes_size,
                       document.makes_count, WILLCALL_UPTO(willcall_document_kind, format));
    if (module.makes.empty()) origin.refuse("it says that it makes documents, but not which");
    for (const auto& one : module.makes)
        if (!is_said(one.kind) || !is_said(one.format))
            origin.refuse("a document it makes lacks its kind or format");
}

void read_delivery(const Origin& origin, const willcall_module& table, Module& module) {
    module.delivery =
        family<willcall_delivery>(origin, table, WILLCALL_DELIVERY,
                                  {{"takes", offsetof(willcall_delivery, takes)},
                                   {"create", offsetof(willcall_delivery, create)},
                                   {"destroy", offsetof(willcall_delivery, destroy)},
                                   {"deliver", offsetof(willcall_delivery, deliver)}});
    if (!module.delivery) return;
    const auto& delivery = *module.delivery;
    module.takes = all(origin, "documents taken", delivery.takes, delivery.takes_size,
                       delivery.takes_count, WILLCALL_UPTO(willcall_taken, format));
    if (module.takes.empty()) origin.refuse("it says that it delivers, but not what");
    for (const auto& one : module.takes)
        if (!is_said(one.method) || !is_said(one.kind) || !is_said(one.format))
            origin.refuse("a document it takes lacks its method, kind or format");
}

// The module's own table; before its size and ABI are known nothing else of it is read.
willcall_module read_head(const Origin& origin, const willcall_module* table) {
    if (table == nullptr) origin.refuse("it has no module table");
    const auto size = table->struct_size;
    const auto short_by = [&](const char* what) {
        origin.refuse(std::string("its module table is too short: it ends before ") + what);
    };
    if (size < WILLCALL_UPTO(willcall_module, abi_minor)) short_by("the version of its ABI");
    if (table->abi_major != WILLCALL_ABI_MAJOR)
        origin.refuse("it was built for version " + std::to_string(table->abi_major) +
                      " of the plugin ABI, this is version " + std::to_string(WILLCALL_ABI_MAJOR));
    if (size < WILLCALL_UPTO(willcall_module, find)) short_by("`find`");
    if (table->find == nullptr) origin.refuse("its module table has no `find`");
    return copied<willcall_module>(table, size);
}

}  // namespace

bool is_name(std::string_view text) {
    if (text.empty() || text.size() > name_size_max || text.front() < 'a' || text.front() > 'z')
        return false;
    char before = '_';
    for (const char one : text) {
        const bool fits = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') ||
                          (one == '_' && before != '_');
        if (!fits) return false;
        before = one;
    }
    return before != '_';
}

std::unique_ptr<Module> read_module(const willcall_module* table, void* context, std::string file) {
    Origin origin{{}, std::move(file)};
    const auto head = read_head(origin, table);
    const auto name = text_or_empty(head.name);
    if (!is_name(name))
        origin.refuse("its name must be lower case letters, digits and single underscores, " +
                      (is_clean_text(name) ? "not `" + name + '`' : std::string("in ASCII")));
    origin.name = name;

    auto module = std::make_unique<Module>();
    module->name = name;
    module->version = text_or_empty(head.version);
    module->summary = text_or_empty(head.summary);
    if (!is_clean_text(module->version) || !is_clean_text(module->summary))
        origin.refuse("its version or summary is no UTF-8 text");
    module->file = origin.file;
    module->table = table;
    module->context = context;
    module->settings = head.settings;
    if (head.settings != nullptr) check_shape(origin, "its settings", head.settings);
    module->tables = read_tables(origin, head);
    read_rules(origin, head, *module);
    read_channel(origin, head, *module);
    read_document(origin, head, *module);
    read_delivery(origin, head, *module);
    read_feature(origin, head, *module);
    read_authority(origin, *module);
    if (!module->policy && !module->channel && !module->eligibility && !module->document &&
        !module->delivery && !module->feature)
        origin.refuse("it serves no interface that this version of willcall knows");
    return module;
}

}  // namespace willcall::plugins
