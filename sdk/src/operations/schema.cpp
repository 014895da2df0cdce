// JSON Schema of requests, answers, season files and settings.
#include "operations/schema.hpp"

#include "operations/definitions.hpp"
#include "operations/reading.hpp"

namespace willcall {

namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

class SchemaWriter {
public:
    explicit SchemaWriter(const Definitions& definitions) : definitions_(definitions) {}

    void text(std::string_view key, std::string_view value) {
        writer_.name(key);
        writer_.put_text(value);
    }
    void flag(std::string_view key, bool value) {
        writer_.name(key);
        writer_.put_number(WILLCALL_BOOLEAN, value ? 1 : 0);
    }
    void object(std::string_view key) {
        writer_.name(key);
        writer_.object();
    }
    void list(std::string_view key) {
        writer_.name(key);
        writer_.list();
    }
    void object() { writer_.object(); }
    void end() { writer_.end(); }

    void reference(const willcall_shape& shape) {
        text("$ref", "#/$defs/" + definitions_.name_of(shape));
    }

    void definitions() {
        object("$defs");
        for (const auto& [name, shape] : definitions_.by_name()) {
            object(name);
            definition(*shape);
            end();
        }
        end();
    }

    std::string finish() { return std::move(writer_.text); }

private:
    void definition(const willcall_shape& shape) {
        text("type", "object");
        if (*shape.meaning != '\0') text("description", shape.meaning);
        object("properties");
        for (std::uint64_t index = 0; index < shape.field_count; ++index) {
            const auto& field = field_at(shape, index);
            object(field.name);
            describe(field);
            end();
        }
        end();
        required(shape);
        flag("additionalProperties", false);
    }

    void required(const willcall_shape& shape) {
        list("required");
        for (std::uint64_t index = 0; index < shape.field_count; ++index) {
            const auto& field = field_at(shape, index);
            if ((field.flags & WILLCALL_FIELD_OPTIONAL) == 0) writer_.put_text(field.name);
        }
        end();
    }

    // The inside of a field's or element's schema.
    void describe(const willcall_field& field) {
        if (field.meaning != nullptr && *field.meaning != '\0') text("description", field.meaning);
        if ((field.flags & WILLCALL_FIELD_SECRET) != 0) flag("writeOnly", true);
        kind(field);
        if (field.standard != nullptr) standard(field.standard);
    }

    // A plugin may say something that is no JSON: then it has said nothing.
    void standard(std::string_view json) {
        try {
            const auto value = parse_json(json);
            writer_.name("default");
            writer_.put_value(value);
        } catch (const Failure&) {}
    }

    void kind(const willcall_field& field) {
        switch (field.kind) {
        case WILLCALL_TEXT: text("type", "string"); return limits(field, "minLength", "maxLength");
        case WILLCALL_INTEGER: return integer(field);
        case WILLCALL_BOOLEAN: return text("type", "boolean");
        case WILLCALL_MONEY: types("string", "number"); return text("format", "money");
        case WILLCALL_TIME: return formatted("date-time");
        case WILLCALL_LOCAL_TIME: return formatted("date-time-local");
        case WILLCALL_ID: return formatted("id");
        case WILLCALL_WORD: return words(field);
        case WILLCALL_OBJECT: return reference(*field.shape);
        case WILLCALL_LIST:
            text("type", "array");
            element("items", field);
            return limits(field, "minItems", "maxItems");
        case WILLCALL_MAP:
            text("type", "object");
            element("additionalProperties", field);
            return limits(field, "minProperties", "maxProperties");
        default: return;  // whatever: the empty schema
        }
    }

    // Where a number may be too large for a double, it is text.
    void integer(const willcall_field& field) {
        const bool limited = field.least != 0 || field.most != 0;
        if (limited && field.least >= -exact_most && field.most <= exact_most)
            text("type", "integer");
        else types("integer", "string");
        limits(field, "minimum", "maximum");
    }

    void words(const willcall_field& field) {
        text("type", "string");
        list("enum");
        for (const char* const* word = field.words; *word != nullptr; ++word)
            writer_.put_text(*word);
        end();
    }

    void element(std::string_view key, const willcall_field& field) {
        object(key);
        describe(*field.element);
        end();
    }

    void formatted(std::string_view format) {
        text("type", "string");
        text("format", format);
    }

    void types(std::string_view first, std::string_view second) {
        list("type");
        writer_.put_text(first);
        writer_.put_text(second);
        end();
    }

    void limits(const willcall_field& field, std::string_view least, std::string_view most) {
        if (field.least == 0 && field.most == 0) return;
        // A length can't be negative, so that says nothing; nor do limits beyond all doubles.
        const bool length = field.kind != WILLCALL_INTEGER;
        if (field.least >= (length ? 1 : -exact_most)) limit(least, field.least);
        if (field.most <= exact_most) limit(most, field.most);
    }

    void limit(std::string_view key, std::int64_t value) {
        writer_.name(key);
        writer_.put_number(WILLCALL_INTEGER, value);
    }

    const Definitions& definitions_;
    willcall_writer writer_{0};
};

}  // namespace

std::string describe_json(const Operations& operations, std::string_view version) {
    Definitions definitions;
    for (const auto& [name, operation] : operations.all()) {
        definitions.add(*operation.request);
        definitions.add(*operation.answer);
    }
    SchemaWriter schema(definitions);
    schema.object();
    schema.text("abi",
                std::to_string(WILLCALL_ABI_MAJOR) + '.' + std::to_string(WILLCALL_ABI_MINOR));
    schema.text("version", version);
    schema.list("operations");
    for (const auto& [name, operation] : operations.all()) {
        schema.object();
        schema.text("name", name);
        schema.text("permission", operation.permission);
        schema.text("summary", operation.summary);
        schema.flag("writes", operation.handling != Handling::reads);
        schema.text("plugin", operation.plugin);
        schema.flag("table", static_cast<bool>(operation.table));
        schema.object("request");
        schema.reference(*operation.request);
        schema.end();
        schema.object("answer");
        schema.reference(*operation.answer);
        schema.end();
        schema.end();
    }
    schema.end();
    schema.definitions();
    schema.end();
    return schema.finish();
}

std::string schema_json(const willcall_shape& shape) {
    Definitions definitions;
    definitions.add(shape);
    SchemaWriter schema(definitions);
    schema.object();
    schema.text("$schema", dialect);
    schema.reference(shape);
    schema.definitions();
    schema.end();
    return schema.finish();
}

}  // namespace willcall
