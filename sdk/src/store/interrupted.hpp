// How a write transaction can end besides being committed and failing.
#ifndef WILLCALL_STORE_INTERRUPTED_HPP
#define WILLCALL_STORE_INTERRUPTED_HPP

#include "operations/failure.hpp"

namespace willcall::store {

// Another engine was quicker, or the connection was lost before the commit. Nothing was written.
class Interrupted : public Failure {
public:
    using Failure::Failure;
};

// The store never said whether it committed: the same work must not be done again.
class Unknown : public Failure {
public:
    using Failure::Failure;
};

}  // namespace willcall::store

#endif
