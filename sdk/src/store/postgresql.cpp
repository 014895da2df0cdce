// The store on a PostgreSQL server: one schema of one database, the first of `search_path`.
#include "store/driver.hpp"
#include "store/interrupted.hpp"
#include "store/postgresql_connection.hpp"
#include "store/postgresql_failures.hpp"

#include <algorithm>
#include <map>

namespace willcall::store {

namespace {

using Parameters = std::map<std::string, std::string>;

struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

void take(Parameters& parameters, const PQconninfoOption* options) {
    for (; options != nullptr && options->keyword != nullptr; ++options)
        if (options->val != nullptr && *options->val != '\0')
            parameters.try_emplace(options->keyword, options->val);
}

Parameters parameters_of(const std::string& url) {
    char* words = nullptr;
    const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(url.c_str(), &words));
    const std::unique_ptr<char, void (*)(void*)> freed(words, PQfreemem);
    if (!options) {
        // libpq quotes what it could not read, and that may be a password.
        const bool secret = url.find('@') != url.npos || url.find("password") != url.npos;
        throw invalid("PostgreSQL can't read this as a connection" +
                      (secret || words == nullptr ? std::string() : ": " + first_words(words)))
            .at("store");
    }
    Parameters parameters;
    take(parameters, options.get());
    return parameters;
}

std::string escaped(const std::string& text) {
    constexpr const char* digits = "0123456789ABCDEF";
    std::string answer;
    for (const auto letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) != 0) answer += letter;
        else (answer += '%') += {digits[byte >> 4U], digits[byte & 0xfU]};
    }
    return answer;
}

// As a URL: SOCI cuts texts at their blanks before libpq sees them, and these have none.
std::string url_of(const Parameters& parameters) {
    std::string url = "postgresql:///";
    for (const auto& [name, value] : parameters)
        url += (url.back() == '/' ? "?" : "&") + name + '=' + escaped(value);
    return url;
}

// Without user and password.
std::string place_of(const Parameters& given) {
    auto parameters = given;
    const std::unique_ptr<PQconninfoOption, Free> defaults(PQconndefaults());
    take(parameters, defaults.get());
    auto& name = parameters["dbname"];
    const auto& host = parameters["host"];
    const auto& port = parameters["port"];
    if (name.empty()) name = parameters["user"];
    const bool folder = host.empty() || host.front() == '/';
    return "postgresql://" + (folder ? std::string() : host + ':' + port) + '/' + name +
           (folder && !host.empty() ? "?host=" + host : std::string());
}

// A peer that has gone without a word is noticed while its caller still waits.
void limit_waiting(Parameters& parameters, int wait_seconds) {
    const auto seconds = std::to_string(std::max(2, wait_seconds));
    parameters.try_emplace("connect_timeout", seconds);
    parameters.try_emplace("tcp_user_timeout", seconds + "000");
    parameters.try_emplace("keepalives_idle", seconds);
    parameters.try_emplace("keepalives_interval", "2");
    parameters.try_emplace("keepalives_count", "3");
    parameters.try_emplace("fallback_application_name", "willcall");
}

// Waiting helps against a server that is away, but not against one that is there and says no.
std::unique_ptr<SociConnection> first_connection(const PostgresqlConnection::Options& options) {
    try {
        return std::make_unique<PostgresqlConnection>(options);
    } catch (const Interrupted& failure) {
        const bool refused = PQping(options.url.c_str()) == PQPING_OK;
        throw Failure(refused ? WILLCALL_STORE : WILLCALL_UNAVAILABLE, failure.what());
    }
}

}  // namespace

Driver postgresql_driver(const std::string& url, const Database::Options& options) {
    auto parameters = parameters_of(url);
    const auto place = place_of(parameters);
    limit_waiting(parameters, options.wait_seconds);
    PostgresqlConnection::Options connection{url_of(parameters), place, options.wait_seconds, true};
    Driver driver;
    driver.kind = "postgresql";
    driver.place = place;
    driver.connect_writer = [connection] { return first_connection(connection); };
    connection.writes = false;
    driver.connect_reader = [connection] {
        return std::make_unique<PostgresqlConnection>(connection);
    };
    return driver;
}

}  // namespace willcall::store
