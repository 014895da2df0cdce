#include "delivery/operations.hpp"

#include "delivery/by_hand.hpp"

namespace willcall::delivery {

std::vector<Operation> delivery_operations(std::function<Courier&()> courier,
                                           catalogue::CatalogueOf catalogue_of) {
    std::vector<Operation> operations;
    operations.push_back(operation<RetryDelivery, DeliveryRow>(
        "deliveries.retry", "/deliveries/retry",
        "has a delivery that failed or waits tried again at once", Handling::writes,
        [catalogue_of = std::move(catalogue_of)](Call& call, const RetryDelivery& request) {
            const auto catalogue = catalogue_of(call);
            return retry(call, request,
                         [&](std::string_view method) { return catalogue->carriers(method); });
        }));
    operations.push_back(operation<CancelDelivery, DeliveryRow>(
        "deliveries.cancel", "/deliveries/cancel",
        "calls off a delivery that nobody has in hand; the tickets stay sold", Handling::writes,
        cancel));
    operations.push_back(operation<RunDeliveries, DeliveryCounts>(
        "deliveries.run", "/deliveries/run",
        "gives up what is past its release and delivers what is due, on the caller's thread; says "
        "how all promises stand",
        Handling::own_turns,
        [courier = std::move(courier)](Call&, const RunDeliveries& request)
            -> Answered<DeliveryCounts> { return courier().run_and_count(request.most); }));
    return operations;
}

}  // namespace willcall::delivery
