// willcall_bench: what the engine does beside what SQLite can do, in one process at a time.
//
// It runs itself once for each time that a flush shall take, under the library that makes it so.
#include "benchmarks.hpp"
#include "peer.hpp"

#include <linux/magic.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/wait.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>

namespace willcall::bench {

namespace {

constexpr const char* usage =
    "usage: willcall_bench [--rounds N] [--only PART_OF_A_NAME] [--performances N]\n"
    "                      [--orders OF_A_GROWN_STORE] [--folder IN_MEMORY] [--json FILE]\n"
    "names: orders-sqlite-batch orders-sqlite-single orders-sqlite-gain refusals-sold-out\n"
    "       orders-two-engines orders-growth orders-python-single orders-python-queue\n"
    "       orders-postgresql-hot orders-postgresql-crowd orders-postgresql-two-engines\n"
    "       mail-kept-connection mail-with-tickets orders-with-mail ticket-page ipp-jobs\n"
    "       code-verify seats-best-available order-stages table-arrow table-csv table-sum\n"
    "       orders-beside-export quote-20-lines quote-guards order-lists-by-access\n"
    "       orders-office orders-on-behalf permissions-100000-rules distribute-5000 cart-open\n"
    "       seat-map-table, with @0 or @1000 behind them\n";

struct Arguments {
    std::size_t rounds = 9;
    std::string only;
    std::string folder = "/dev/shm";
    std::string json = std::string(WILLCALL_RESULTS_DIR) + "/bench.json";
    std::size_t orders = 1'000'000;
    std::string peer;   // the folder of the store that this process opens an engine on, for another
    std::string store;  // unless it is a file there
    Desks desks;
    std::size_t in_flight = 0;
    std::optional<int> flush;  // this run's own; the outer one has none
    std::string lines;         // where it leaves its results, an object a line
};

Arguments read_arguments(int count, char** texts) {
    Arguments arguments;
    for (int at = 1; at + 1 < count; at += 2) {
        const std::string name = texts[at];
        const std::string value = texts[at + 1];
        if (name == "--rounds") arguments.rounds = std::stoul(value);
        else if (name == "--only") arguments.only = value;
        else if (name == "--performances")
            performance_count = arguments.desks.performances = std::stoul(value);
        else if (name == "--orders") arguments.orders = std::stoul(value);
        else if (name == "--peer") arguments.peer = value;
        else if (name == "--store") arguments.store = value;
        else if (name == "--desks") arguments.desks.count = std::stoul(value);
        else if (name == "--first") arguments.desks.first = std::stoul(value);
        else if (name == "--in-flight") arguments.in_flight = std::stoul(value);
        else if (name == "--all") arguments.desks.all = std::stoul(value);
        else if (name == "--folder") arguments.folder = value;
        else if (name == "--json") arguments.json = value;
        else if (name == "--flush") arguments.flush = std::stoi(value);
        else if (name == "--lines") arguments.lines = value;
        else throw std::invalid_argument(usage);
    }
    if (count % 2 == 0 || arguments.rounds == 0 || performance_count == 0)
        throw std::invalid_argument(usage);
    return arguments;
}

std::string load() {
    std::ifstream file("/proc/loadavg");
    std::string one, five;
    file >> one >> five;
    return one + " (" + five + " over five minutes)";
}

// --- the inner run: benchmarks at one flush time

class Run {
public:
    explicit Run(const Arguments& arguments)
        : only_(arguments.only), lines_(arguments.lines), grown_orders_(arguments.orders) {
        setting_.folder = arguments.folder;
        setting_.suffix = "@" + std::to_string(*arguments.flush);
        setting_.rounds = arguments.rounds;
    }

    // Whether all of it said something.
    bool at(int flush) {
        // Slices of some tenths of a second: long against a turn, short against the moods of the
        // machine.
        orders({"orders-sqlite-batch", 0.9, many, flush == 0 ? 64U : 48U, many});
        orders({"orders-sqlite-single", flush == 0 ? 0.85 : 0.95, 1, flush == 0 ? 1500U : 400U, 1});
        if (flush != 0) orders({"orders-sqlite-gain", 18, many, 32, 1});
        if (wanted("refusals-sold-out"))
            guarded("refusals-sold-out", [&] { return compare_refusals(setting_, many, 20); });
        if (wanted("mail-kept-connection"))
            guarded("mail-kept-connection", [&] { return compare_mails(setting_, 0.8); });
        if (flush == 0 && wanted("mail-with-tickets"))
            guarded("mail-with-tickets", [&] { return compare_mails_with_tickets(setting_, 0.8); });
        if (wanted("orders-with-mail"))
            guarded("orders-with-mail", [&] { return compare_orders_with_mail(setting_, 0.8); });
        if (flush == 0) papers();
        if (wanted("orders-two-engines"))
            guarded("orders-two-engines", [&] { return compare_engines(setting_, many); });
        postgresql(flush);
        python({"orders-python-single", 0.5, 1});
        python({"orders-python-queue", 0.6, many});
        if (wanted("orders-growth"))
            guarded("orders-growth", [&] { return compare_growth(setting_, many, grown_orders_); });
        if (wanted("seats-best-available"))
            guarded("seats-best-available", [&] { return compare_seats(setting_, 0.5); });
        tables(flush);
        if (flush == 0) offices();
        distribution(flush);
        if (flush == 0 && wanted("quote-20-lines"))
            guarded("quote-20-lines", [&] { return compare_quotes(setting_, 1.0 / 3); });
        if (flush == 0 && wanted("quote-guards"))
            guarded("quote-guards", [&] { return sample_guards(setting_, 0.9); });
        if (wanted("orders-on-behalf"))
            guarded("orders-on-behalf",
                    [&] { return compare_on_behalf(setting_, flush == 0 ? 1500 : 400); });
        if (flush == 0 && wanted("permissions-100000-rules"))
            guarded("permissions-100000-rules", [&] { return compare_permissions(setting_); });
        if (flush == 0 && wanted("order-stages")) {
            stages(1, 20'000);
            stages(many, 1'000);
        }
        return sound_;
    }

private:
    static constexpr std::size_t many = 64;

    void postgresql(int flush) {
        if (wanted("orders-postgresql-hot"))
            guarded("orders-postgresql-hot", [&] {
                return compare_postgresql_hot(setting_, flush == 0 ? HotPlan{many, 48, 1.6}
                                                                   : HotPlan{many, 16, 11});
            });
        if (wanted("orders-postgresql-crowd"))
            guarded("orders-postgresql-crowd",
                    [&] { return compare_postgresql_crowd(setting_, 256, 8); });
        if (wanted("orders-postgresql-two-engines"))
            guarded("orders-postgresql-two-engines",
                    [&] { return compare_postgresql_engines(setting_, many); });
    }
    void offices() {
        if (wanted("order-lists-by-access"))
            guarded("order-lists-by-access",
                    [&] { return compare_order_lists(setting_, many, grown_orders_); });
        if (wanted("orders-office"))
            guarded("orders-office", [&] { return compare_office(setting_, 1 / 1.15); });
    }
    void distribution(int flush) {
        if (wanted("distribute-5000"))
            guarded("distribute-5000", [&] { return compare_distribution(setting_, 0.5); });
        if (flush != 0) return;
        if (wanted("cart-open")) guarded("cart-open", [&] { return compare_cart(setting_, 0.5); });
        if (wanted("seat-map-table"))
            guarded("seat-map-table", [&] { return compare_seat_map(setting_, 0.7); });
    }
    void papers() {
        if (wanted("ticket-page"))
            guarded("ticket-page", [&] { return compare_ticket_page(setting_, 0.8); });
        if (wanted("ipp-jobs"))
            guarded("ipp-jobs", [&] { return compare_ipp_jobs(setting_, 0.8); });
        if (wanted("code-verify"))
            guarded("code-verify", [&] { return compare_code_verify(setting_, 0.8); });
    }
    // What only reads waits for no flush; and at 0 us orders leave no processor to anything else.
    void tables(int flush) {
        std::unique_ptr<Tables> made;
        const auto run = [&](const char* name, Outcome (Tables::*compare)()) {
            if (!wanted(name)) return;
            guarded(name, [&] {
                if (!made) made = std::make_unique<Tables>(setting_, many, grown_orders_);
                return (*made.*compare)();
            });
        };
        if (flush != 0) return run("orders-beside-export", &Tables::beside_orders);
        run("table-arrow", &Tables::as_arrow);
        run("table-csv", &Tables::as_csv);
        run("table-sum", &Tables::summed);
    }
    bool wanted(const std::string& name) const {
        return (name + setting_.suffix).find(only_) != std::string::npos;
    }
    void orders(const OrdersPlan& plan) {
        if (wanted(plan.name)) guarded(plan.name, [&] { return compare_orders(setting_, plan); });
    }
    void python(const PythonPlan& plan) {
        if (wanted(plan.name)) guarded(plan.name, [&] { return compare_python(setting_, plan); });
    }
    // What fails is void, and the others still run.
    template <class Work>
    void guarded(const char* name, Work&& work) {
        Outcome outcome;
        try {
            outcome = work();
        } catch (const std::exception& failure) {
            outcome.name = name + setting_.suffix;
            outcome.void_because = failure.what();
        }
        if (!outcome.void_because.empty()) sound_ = false;
        std::cout << outcome.line() << std::endl;
        lines_ << outcome.json() << std::endl;
    }
    void stages(std::size_t callers, std::size_t each) {
        const auto found = sample_stages(setting_, callers, each);
        std::cout << found.table << std::flush;
        lines_ << found.json << std::endl;
    }

    Setting setting_;
    std::string only_;
    std::ofstream lines_;
    std::size_t grown_orders_;
    bool sound_ = true;
};

// --- the outer run

bool is_in_memory(const std::string& folder) {
    struct statfs facts {};
    return statfs(folder.c_str(), &facts) == 0 && facts.f_type == TMPFS_MAGIC;
}

bool run_self(int count, char** texts, int flush, const std::string& lines) {
    const auto own = std::filesystem::read_symlink("/proc/self/exe").string();
    std::vector<std::string> arguments(texts, texts + count);
    for (const auto& more :
         {std::string("--flush"), std::to_string(flush), std::string("--lines"), lines})
        arguments.push_back(more);
    std::vector<char*> given;
    for (auto& argument : arguments) given.push_back(argument.data());
    given.push_back(nullptr);
    const char* loaded = std::getenv("LD_PRELOAD");
    const auto preload = std::string(WILLCALL_FLUSH_SHIM) +
                         (loaded == nullptr ? std::string() : ':' + std::string(loaded));
    setenv("FLUSH_US", std::to_string(flush).c_str(), 1);
    setenv("LD_PRELOAD", preload.c_str(), 1);
    pid_t child = 0;
    const auto failed = posix_spawn(&child, own.c_str(), nullptr, nullptr, given.data(), environ);
    if (loaded == nullptr) unsetenv("LD_PRELOAD");
    else setenv("LD_PRELOAD", preload.substr(std::strlen(WILLCALL_FLUSH_SHIM) + 1).c_str(), 1);
    if (failed != 0) throw std::runtime_error(std::strerror(failed));
    int status = 0;
    if (waitpid(child, &status, 0) != child) throw std::runtime_error("the run was lost");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int run_all(int count, char** texts, const Arguments& arguments) {
    const bool in_memory = is_in_memory(arguments.folder);
    const auto load_before = load();
    std::cout << "stores in " << arguments.folder << (in_memory ? "" : ", which is NOT in memory")
              << "; load " << load_before << "; a flush takes what stands behind the @, in us"
              << std::endl;
    bool sound = true;
    std::string results;
    const Folder folder(arguments.folder);
    for (const int flush : {0, 1000}) {
        const auto file = folder.file("results");
        sound = run_self(count, texts, flush, file) && sound;
        std::ifstream lines(file);
        for (std::string line; std::getline(lines, line);)
            results += (results.empty() ? "" : ",\n  ") + line;
    }
    std::cout << "load now " << load() << "; results in " << arguments.json << std::endl;
    std::filesystem::create_directories(std::filesystem::path(arguments.json).parent_path());
    std::ofstream(arguments.json) << "{\"in_memory\": " << (in_memory ? "true" : "false")
                                  << ", \"load\": \"" << load_before
                                  << "\", \"performances\": " << performance_count
                                  << ", \"benchmarks\": [\n  " << results << "\n]}\n";
    return sound ? 0 : 1;
}

}  // namespace

}  // namespace willcall::bench

int main(int count, char** texts) {
    using namespace willcall::bench;
    try {
        const auto arguments = read_arguments(count, texts);
        setenv("WILLCALL_PLUGIN_PATH", WILLCALL_PLUGIN_DIR, 0);
        setenv("PYTHONPATH", WILLCALL_PYTHON_DIR, 1);
        if (!arguments.peer.empty())
            return serve_as_peer(arguments.peer, arguments.desks, arguments.in_flight,
                                 arguments.store);
        if (arguments.flush) return Run(arguments).at(*arguments.flush) ? 0 : 1;
        return run_all(count, texts, arguments);
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 2;
    }
}
