// The layout of every struct that crosses the plugin ABI, and what its numbers mean: the
// module, its families and the host table. A line that has to be changed here is a break for
// plugins that are already built, unless it is added at the end.
#include "capi/layout.hpp"

#include <willcall/plugin/channel.h>
#include <willcall/plugin/delivery.h>
#include <willcall/plugin/document.h>
#include <willcall/plugin/eligibility.h>
#include <willcall/plugin/feature.h>
#include <willcall/plugin/plugin.h>
#include <willcall/plugin/policy.h>

#include <string_view>

AT(willcall_module, struct_size, 0);
AT(willcall_module, abi_major, 4);
AT(willcall_module, abi_minor, 6);
AT(willcall_module, name, 8);
AT(willcall_module, version, 16);
AT(willcall_module, summary, 24);
AT(willcall_module, settings, 32);
AT(willcall_module, tables, 40);
AT(willcall_module, table_size, 48);
AT(willcall_module, table_count, 56);
AT(willcall_module, find, 64);
static_assert(sizeof(willcall_module) == 72);

AT(willcall_host, struct_size, 0);
AT(willcall_host, abi_major, 4);
AT(willcall_host, abi_minor, 6);
AT(willcall_host, call, 8);
AT(willcall_host, values, 16);
AT(willcall_host, storage, 24);
AT(willcall_host, operations, 32);
AT(willcall_host, sales, 40);
static_assert(sizeof(willcall_host) == 48);

AT(willcall_permission_question, permission, 0);
AT(willcall_permission_question, subject, 16);
static_assert(sizeof(willcall_permission_question) == 32);

AT(willcall_permission_answer, decision, 0);
AT(willcall_permission_answer, scope, 4);
static_assert(sizeof(willcall_permission_answer) == 8);

AT(willcall_policy, struct_size, 0);
AT(willcall_policy, reserved, 4);
AT(willcall_policy, create, 8);
AT(willcall_policy, destroy, 16);
AT(willcall_policy, decide, 24);
static_assert(sizeof(willcall_policy) == 32);

AT(willcall_channel_answer, on_sale, 0);
AT(willcall_channel_answer, reserved, 4);
static_assert(sizeof(willcall_channel_answer) == 8);

AT(willcall_sale, struct_size, 0);
AT(willcall_sale, reserved, 4);
AT(willcall_sale, method, 8);
AT(willcall_sale, recipient, 24);
AT(willcall_sale, buyer_email, 40);
AT(willcall_sale, total, 56);
AT(willcall_sale, ticket_count, 64);
static_assert(sizeof(willcall_sale) == 72);

AT(willcall_terms, struct_size, 0);
AT(willcall_terms, accepted, 4);
AT(willcall_terms, payment, 8);
AT(willcall_terms, shift, 12);
AT(willcall_terms, method, 16);
AT(willcall_terms, recipient, 32);
AT(willcall_terms, location, 48);
static_assert(sizeof(willcall_terms) == 64);

AT(willcall_change, struct_size, 0);
AT(willcall_change, kind, 4);
AT(willcall_change, ticket_count, 8);
AT(willcall_change, value, 16);
AT(willcall_change, placed, 24);
AT(willcall_change, sold_at, 32);
AT(willcall_change, line_tickets, 48);
AT(willcall_change, line_count, 56);
AT(willcall_change, handed_out, 64);
static_assert(sizeof(willcall_change) == 72);

AT(willcall_change_terms, struct_size, 0);
AT(willcall_change_terms, accepted, 4);
AT(willcall_change_terms, payment, 8);
AT(willcall_change_terms, shift, 12);
AT(willcall_change_terms, location, 16);
static_assert(sizeof(willcall_change_terms) == 32);

AT(willcall_sign_in, struct_size, 0);
AT(willcall_sign_in, one_device, 4);
AT(willcall_sign_in, take_over, 8);
AT(willcall_sign_in, reserved, 12);
AT(willcall_sign_in, idle_minutes, 16);
static_assert(sizeof(willcall_sign_in) == 24);

AT(willcall_handing, struct_size, 0);
AT(willcall_handing, reserved, 4);
AT(willcall_handing, method, 8);
AT(willcall_handing, recipient, 24);
static_assert(sizeof(willcall_handing) == 40);

AT(willcall_channel, struct_size, 0);
AT(willcall_channel, flags, 4);
AT(willcall_channel, settings, 8);
AT(willcall_channel, create, 16);
AT(willcall_channel, destroy, 24);
AT(willcall_channel, quotas, 32);
AT(willcall_channel, lines, 40);
AT(willcall_channel, terms, 48);
AT(willcall_channel, change, 56);
AT(willcall_channel, sign_in, 64);
AT(willcall_channel, shows, 72);
AT(willcall_channel, meet, 80);
AT(willcall_channel, closing, 88);
static_assert(sizeof(willcall_channel) == 96);

AT(willcall_verdict, verdict, 0);
AT(willcall_verdict, reserved, 4);
static_assert(sizeof(willcall_verdict) == 8);

AT(willcall_eligibility, struct_size, 0);
AT(willcall_eligibility, reserved, 4);
AT(willcall_eligibility, create, 8);
AT(willcall_eligibility, destroy, 16);
AT(willcall_eligibility, quotas, 24);
AT(willcall_eligibility, judge, 32);
AT(willcall_eligibility, recognise, 40);
AT(willcall_eligibility, facilitate, 48);
static_assert(sizeof(willcall_eligibility) == 56);

AT(willcall_document_kind, kind, 0);
AT(willcall_document_kind, format, 8);
static_assert(sizeof(willcall_document_kind) == 16);

AT(willcall_document, struct_size, 0);
AT(willcall_document, reserved, 4);
AT(willcall_document, makes, 8);
AT(willcall_document, makes_size, 16);
AT(willcall_document, makes_count, 24);
AT(willcall_document, create, 32);
AT(willcall_document, destroy, 40);
AT(willcall_document, make, 48);
static_assert(sizeof(willcall_document) == 56);

AT(willcall_taken, method, 0);
AT(willcall_taken, kind, 8);
AT(willcall_taken, format, 16);
AT(willcall_taken, flags, 24);
AT(willcall_taken, reserved, 28);
static_assert(sizeof(willcall_taken) == 32);

AT(willcall_made_document, kind, 0);
AT(willcall_made_document, format, 16);
AT(willcall_made_document, name, 32);
AT(willcall_made_document, bytes, 48);
AT(willcall_made_document, title, 64);
static_assert(sizeof(willcall_made_document) == 80);

AT(willcall_job, id, 0);
AT(willcall_job, method, 16);
AT(willcall_job, recipient, 32);
AT(willcall_job, content, 48);
AT(willcall_job, documents, 56);
AT(willcall_job, document_size, 64);
AT(willcall_job, document_count, 72);
AT(willcall_job, promised, 80);
AT(willcall_job, first_try, 88);
AT(willcall_job, reserved, 92);
static_assert(sizeof(willcall_job) == 96);

AT(willcall_outcome, state, 0);
AT(willcall_outcome, reserved, 4);
AT(willcall_outcome, again_after_seconds, 8);
static_assert(sizeof(willcall_outcome) == 16);

AT(willcall_delivery, struct_size, 0);
AT(willcall_delivery, reserved, 4);
AT(willcall_delivery, takes, 8);
AT(willcall_delivery, takes_size, 16);
AT(willcall_delivery, takes_count, 24);
AT(willcall_delivery, create, 32);
AT(willcall_delivery, destroy, 40);
AT(willcall_delivery, deliver, 48);
AT(willcall_delivery, carries, 56);
static_assert(sizeof(willcall_delivery) == 64);

AT(willcall_operation, name, 0);
AT(willcall_operation, permission, 8);
AT(willcall_operation, summary, 16);
AT(willcall_operation, request, 24);
AT(willcall_operation, answer, 32);
AT(willcall_operation, flags, 40);
AT(willcall_operation, reserved, 44);
static_assert(sizeof(willcall_operation) == 48);

AT(willcall_feature, struct_size, 0);
AT(willcall_feature, reserved, 4);
AT(willcall_feature, operations, 8);
AT(willcall_feature, operation_size, 16);
AT(willcall_feature, operation_count, 24);
AT(willcall_feature, create, 32);
AT(willcall_feature, destroy, 40);
AT(willcall_feature, handle, 48);
AT(willcall_feature, rows, 56);
AT(willcall_feature, authority, 64);
static_assert(sizeof(willcall_feature) == 72);

AT(willcall_operation_service, struct_size, 0);
AT(willcall_operation_service, reserved, 4);
AT(willcall_operation_service, invoke, 8);
AT(willcall_operation_service, request, 16);
AT(willcall_operation_service, invoke_as_plugin, 24);
static_assert(sizeof(willcall_operation_service) == 32);

static_assert(std::string_view(WILLCALL_PLUGIN_ENTRY) == "willcall_plugin_entry_v1");
static_assert(std::string_view(WILLCALL_POLICY) == "willcall.policy/0");
static_assert(WILLCALL_NO_OPINION == 0);
static_assert(WILLCALL_PERMIT == 1);
static_assert(WILLCALL_FORBID == 2);
static_assert(WILLCALL_SCOPE_UNSAID == 0);
static_assert(WILLCALL_SCOPE_ALL == 1);
static_assert(WILLCALL_SCOPE_CHANNEL == 2);
static_assert(WILLCALL_SCOPE_OWN == 3);
static_assert(WILLCALL_SCOPE_NONE == 4);
static_assert(WILLCALL_SCOPE_SUBTREE == 5);
static_assert(WILLCALL_SCOPE_OWN_AT_CHANNEL == 6);
static_assert(WILLCALL_SCOPE_LEFT == 7);
static_assert(std::string_view(WILLCALL_CHANNEL) == "willcall.channel/0");
static_assert(WILLCALL_PAYMENT_UNSAID == 0);
static_assert(WILLCALL_PAYMENT_DUE == 1);
static_assert(WILLCALL_PAYMENT_SKIPPED == 2);
static_assert(WILLCALL_SHIFT_BY_ROLE == 0);
static_assert(WILLCALL_SHIFT_UNUSED == 1);
static_assert(WILLCALL_CHANGE_REGISTRATION == 1);
static_assert(WILLCALL_CHANGE_PAYMENT == 2);
static_assert(WILLCALL_CHANGE_CANCELLATION == 3);
static_assert(WILLCALL_CHANGE_REFUND == 4);
static_assert(WILLCALL_CHANGE_EXCHANGE == 5);
static_assert(WILLCALL_CHANGE_TRANSFER == 6);
static_assert(WILLCALL_CHANGE_RETURN == 7);
static_assert(WILLCALL_CHANNEL_ON_BEHALF == 1U);
static_assert(WILLCALL_CHANNEL_KEEPS_BASKETS == 2U);
static_assert(std::string_view(WILLCALL_ELIGIBILITY) == "willcall.eligibility/0");
static_assert(WILLCALL_VERDICT_UNANSWERED == 0);
static_assert(WILLCALL_VERDICT_NO_OPINION == 1);
static_assert(WILLCALL_VERDICT_YES == 2);
static_assert(WILLCALL_VERDICT_NO == 3);
static_assert(std::string_view(WILLCALL_DOCUMENT) == "willcall.document/0");
static_assert(std::string_view(WILLCALL_DELIVERY) == "willcall.delivery/0");
static_assert(WILLCALL_TAKEN_IF_MADE == 1U);
static_assert(WILLCALL_TAKEN_OTHERWISE == 2U);
static_assert(WILLCALL_TAKEN_AS_LINK == 4U);
static_assert(WILLCALL_OUTCOME_UNSAID == 0);
static_assert(WILLCALL_DELIVERED == 1);
static_assert(WILLCALL_TRY_LATER == 2);
static_assert(WILLCALL_FAILED == 3);
static_assert(std::string_view(WILLCALL_FEATURE) == "willcall.feature/0");
static_assert(WILLCALL_OPERATION_WRITES == 1U);
static_assert(WILLCALL_OPERATION_TABLE == 2U);
static_assert(WILLCALL_OPERATION_JOURNALS_REFUSALS == 4U);
