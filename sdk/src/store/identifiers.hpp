// Ids: time-ordered 63-bit integers, made by us so that keys are ordered on both databases and
// several writers never meet. 42 bits of milliseconds since 1970, 10 of writer, 11 of count.
#ifndef WILLCALL_STORE_IDENTIFIERS_HPP
#define WILLCALL_STORE_IDENTIFIERS_HPP

#include <cstdint>

namespace willcall {

// Used inside turns only, which are one at a time: needs no lock.
class Identifiers {
public:
    static constexpr int writer_bits = 10;
    static constexpr int count_bits = 11;

    // `last` is the greatest id this writer has made so far, 0 for none: a clock that stands still
    // or goes back never repeats one.
    Identifiers(std::int64_t writer, std::int64_t last) : writer_(writer), last_(last) {}

    // The next id at `now` (microseconds). Greater than every one before.
    std::int64_t next(std::int64_t now) {
        const auto fresh = ((now / 1000) << (writer_bits + count_bits)) | (writer_ << count_bits);
        // A full count goes on in the next millisecond, still within this writer's ids.
        const auto count_most = (std::int64_t{1} << count_bits) - 1;
        auto follow = last_ + 1;
        if ((last_ & count_most) == count_most)
            follow = last_ - count_most + (std::int64_t{1} << (writer_bits + count_bits));
        last_ = fresh > last_ ? fresh : follow;
        return last_;
    }
    std::int64_t writer() const { return writer_; }

private:
    std::int64_t writer_;
    std::int64_t last_;
};

}  // namespace willcall

#endif
