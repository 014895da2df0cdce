// A box office on a store of its own, through the C library, and the model that it should equal:
// two windows with shifts, an outlet without, two performances.
#ifndef WILLCALL_TESTS_SALES_BOX_OFFICE_HPP
#define WILLCALL_TESTS_SALES_BOX_OFFICE_HPP

#include "operations/reading.hpp"
#include "operations/writing.hpp"
#include "sales/model.hpp"
#include "store/databases.hpp"

#include <willcall/journal.hpp>
#include <willcall/reports.hpp>
#include <willcall/season.hpp>
#include <willcall/willcall.hpp>

#include <atomic>
#include <map>
#include <random>

namespace willcall::tests {

// One call and what came of it.
struct Told {
    willcall_status status = WILLCALL_OK;
    std::string text;  // the answer, or the error's detail

    template <class Answer>
    Answer as() const {
        return read_json<Answer>(text, {});
    }
    // Of a refusal.
    std::vector<Reason> reasons() const;
};

Told tell(const api::Session& session, const std::string& operation, std::string_view request = {},
          const std::string& key = {});

// What `performances.list` answers with.
struct Performances {
    std::vector<PerformanceRow> performances;
    bool more = false;
    std::string scope;

    static constexpr auto fields = willcall::in_order{
        field<"performances">(&Performances::performances, "all of them"),
        field<"more">(&Performances::more, "whether there are more"),
        field<"scope">(&Performances::scope, "whose"),
    };
};

class BoxOffice {
public:
    // Engines that share the store, each with sessions of its own.
    BoxOffice(const std::string& database, std::size_t engine_count);

    // Brings the store to what the model says may be sold.
    Told apply();
    Told sell(const Sale& sale, std::size_t engine, const std::string& key) {
        return tell(desk(sale.seller, engine), "orders.place", request_of(sale), key);
    }
    static std::string request_of(const Sale& sale);

    const api::Session& desk(const std::string& seller, std::size_t engine = 0) const {
        return desks_.at(engine).at(seller);
    }
    const api::Session& host() const { return hosts_.front(); }
    // A sale as people might ask for it: small, sometimes of two lines, sometimes paid wrongly.
    Sale random_sale(std::mt19937_64& random) const;
    // All that differs between the store and the model; empty where it is one.
    std::string differences() const;
    // Lets go of the store; the bytes of its file, nothing where it is no file.
    std::string close();

    Model model;

private:
    std::string season() const;

    EmptyStore store_;
    std::atomic<std::int64_t> clock_ = 1'541'000'000'000'000;  // 31 October 2018
    std::string url_;
    std::vector<api::Engine> engines_;
    std::vector<api::Session> hosts_;
    std::vector<std::map<std::string, api::Session>> desks_;
};

}  // namespace willcall::tests

#endif
