#include "delivery/operations.hpp"

#include "operations/call.hpp"

namespace willcall::delivery {

std::vector<Operation> delivery_operations(std::function<Courier&()> courier) {
    std::vector<Operation> operations;
    operations.push_back(operation<ListDeliveries, DeliveryList>(
        "deliveries.list", "/deliveries/list",
        "what was promised to be handed over, and how it stands", Handling::reads,
        [](Call& call, const ListDeliveries& request) -> Answered<DeliveryList> {
            return list(*call.connection, request);
        }));
    operations.push_back(operation<RunDeliveries, DeliveryCounts>(
        "deliveries.run", "/deliveries/run",
        "delivers what is due on the caller's thread, and says how all promises stand",
        Handling::own_turns,
        [courier = std::move(courier)](Call&, const RunDeliveries& request)
            -> Answered<DeliveryCounts> { return courier().run_and_count(request.most); }));
    return operations;
}

}  // namespace willcall::delivery
