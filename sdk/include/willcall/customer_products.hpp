// What customers own that has no date: memberships above all.
#ifndef WILLCALL_CUSTOMER_PRODUCTS_HPP
#define WILLCALL_CUSTOMER_PRODUCTS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct ListCustomerProducts {
    Id customer;

    static constexpr auto fields = in_order{
        field<"customer">(&ListCustomerProducts::customer, "whose"),
    };
};

struct CustomerProduct {
    Id ticket;
    std::string product;
    std::string name;
    Id order;
    Time since;

    static constexpr auto meaning = "a product that a customer has bought, paid and kept";
    static constexpr auto fields = in_order{
        field<"ticket">(&CustomerProduct::ticket, "of the order: what is refunded, or exchanged"),
        field<"product">(&CustomerProduct::product, "key of the product"),
        field<"name">(&CustomerProduct::name, "as printed"),
        field<"order">(&CustomerProduct::order, "it came with"),
        field<"since">(&CustomerProduct::since, "when it was paid"),
    };
};

struct CustomerProducts {
    std::vector<CustomerProduct> products;

    static constexpr auto meaning = "the products of a customer, oldest first";
    static constexpr auto fields = in_order{
        field<"products">(&CustomerProducts::products, "all of them"),
    };
};

}  // namespace willcall

#endif
