// The layout of every struct that crosses the plugin ABI, and what its numbers mean: values,
// storage, sales and what surrounds a call. A line that has to be changed here is a break for
// plugins that are already built, unless it is added at the end.
#include "capi/layout.hpp"

#include <willcall/plugin/abi.h>
#include <willcall/plugin/sale.h>
#include <willcall/plugin/storage.h>
#include <willcall/plugin/value.h>

AT(willcall_text, data, 0);
AT(willcall_text, size, 8);
static_assert(sizeof(willcall_text) == 16);

AT(willcall_parties, struct_size, 0);
AT(willcall_parties, reserved, 4);
AT(willcall_parties, actor, 8);
AT(willcall_parties, role, 24);
AT(willcall_parties, seller, 40);
AT(willcall_parties, seller_role, 56);
AT(willcall_parties, channel, 72);
AT(willcall_parties, location, 88);
AT(willcall_parties, facilitator, 104);
AT(willcall_parties, owner, 120);
AT(willcall_parties, acts_by, 136);
AT(willcall_parties, acts_since, 152);
AT(willcall_parties, errand, 160);
static_assert(sizeof(willcall_parties) == 176);

AT(willcall_organisation, struct_size, 0);
AT(willcall_organisation, decimals, 4);
AT(willcall_organisation, name, 8);
AT(willcall_organisation, currency, 24);
AT(willcall_organisation, timezone, 40);
AT(willcall_organisation, language, 56);
AT(willcall_organisation, date_of_birth, 72);
AT(willcall_organisation, reserved, 76);
static_assert(sizeof(willcall_organisation) == 80);

AT(willcall_call_service, struct_size, 0);
AT(willcall_call_service, reserved, 4);
AT(willcall_call_service, fail, 8);
AT(willcall_call_service, reason, 16);
AT(willcall_call_service, number, 24);
AT(willcall_call_service, now, 32);
AT(willcall_call_service, stopped, 40);
AT(willcall_call_service, random, 48);
AT(willcall_call_service, parties, 56);
AT(willcall_call_service, log, 64);
AT(willcall_call_service, put, 72);
AT(willcall_call_service, quota, 80);
AT(willcall_call_service, claim, 88);
AT(willcall_call_service, effect, 96);
AT(willcall_call_service, opens, 104);
AT(willcall_call_service, act_for, 112);
AT(willcall_call_service, organisation, 120);
AT(willcall_call_service, title, 128);
AT(willcall_call_service, on_wall, 136);
AT(willcall_call_service, channels, 144);
AT(willcall_call_service, spent, 152);
AT(willcall_call_service, enter, 160);
AT(willcall_call_service, keys, 168);
AT(willcall_call_service, require, 176);
AT(willcall_call_service, about, 184);
AT(willcall_call_service, switched_on, 192);
AT(willcall_call_service, sell_for, 200);
AT(willcall_call_service, book_for, 208);
AT(willcall_call_service, sign, 216);
AT(willcall_call_service, verify, 224);
static_assert(sizeof(willcall_call_service) == 232);

AT(willcall_field, name, 0);
AT(willcall_field, meaning, 8);
AT(willcall_field, kind, 16);
AT(willcall_field, flags, 20);
AT(willcall_field, least, 24);
AT(willcall_field, most, 32);
AT(willcall_field, words, 40);
AT(willcall_field, shape, 48);
AT(willcall_field, element, 56);
AT(willcall_field, standard, 64);
static_assert(sizeof(willcall_field) == 72);

AT(willcall_shape, struct_size, 0);
AT(willcall_shape, field_size, 4);
AT(willcall_shape, name, 8);
AT(willcall_shape, meaning, 16);
AT(willcall_shape, fields, 24);
AT(willcall_shape, field_count, 32);
static_assert(sizeof(willcall_shape) == 40);

AT(willcall_own_channel, key, 0);
AT(willcall_own_channel, name, 16);
AT(willcall_own_channel, settings, 32);
static_assert(sizeof(willcall_own_channel) == 40);

AT(willcall_value_service, struct_size, 0);
AT(willcall_value_service, reserved, 4);
AT(willcall_value_service, find, 8);
AT(willcall_value_service, size, 16);
AT(willcall_value_service, at, 24);
AT(willcall_value_service, key, 32);
AT(willcall_value_service, text, 40);
AT(willcall_value_service, number, 48);
AT(willcall_value_service, answer, 56);
AT(willcall_value_service, object, 64);
AT(willcall_value_service, list, 72);
AT(willcall_value_service, end, 80);
AT(willcall_value_service, name, 88);
AT(willcall_value_service, put_text, 96);
AT(willcall_value_service, put_number, 104);
AT(willcall_value_service, put_null, 112);
AT(willcall_value_service, put_value, 120);
static_assert(sizeof(willcall_value_service) == 128);

AT(willcall_column, name, 0);
AT(willcall_column, type, 8);
AT(willcall_column, flags, 12);
static_assert(sizeof(willcall_column) == 16);

AT(willcall_index, name, 0);
AT(willcall_index, columns, 8);
AT(willcall_index, flags, 16);
AT(willcall_index, reserved, 20);
static_assert(sizeof(willcall_index) == 24);

AT(willcall_table, struct_size, 0);
AT(willcall_table, flags, 4);
AT(willcall_table, name, 8);
AT(willcall_table, columns, 16);
AT(willcall_table, column_count, 24);
AT(willcall_table, indexes, 32);
AT(willcall_table, index_count, 40);
static_assert(sizeof(willcall_table) == 48);

AT(willcall_cell, type, 0);
AT(willcall_cell, reserved, 4);
AT(willcall_cell, number, 8);
AT(willcall_cell, text, 16);
static_assert(sizeof(willcall_cell) == 32);

AT(willcall_rows, cells, 0);
AT(willcall_rows, row_count, 8);
AT(willcall_rows, column_count, 16);
static_assert(sizeof(willcall_rows) == 24);

AT(willcall_stock, struct_size, 0);
AT(willcall_stock, reserved, 4);
AT(willcall_stock, capacity, 8);
AT(willcall_stock, sold, 16);
AT(willcall_stock, held, 24);
AT(willcall_stock, left, 32);
static_assert(sizeof(willcall_stock) == 40);

AT(willcall_storage_service, struct_size, 0);
AT(willcall_storage_service, reserved, 4);
AT(willcall_storage_service, put, 8);
AT(willcall_storage_service, remove, 16);
AT(willcall_storage_service, get, 24);
AT(willcall_storage_service, scan, 32);
AT(willcall_storage_service, stock, 40);
static_assert(sizeof(willcall_storage_service) == 48);

AT(willcall_sale_line, event, 0);
AT(willcall_sale_line, performance, 16);
AT(willcall_sale_line, ticket_type, 32);
AT(willcall_sale_line, starts, 48);
AT(willcall_sale_line, ends, 56);
AT(willcall_sale_line, quantity, 64);
AT(willcall_sale_line, price, 72);
AT(willcall_sale_line, product, 80);
AT(willcall_sale_line, locks, 96);
AT(willcall_sale_line, lock_count, 104);
AT(willcall_sale_line, contingent, 112);
AT(willcall_sale_line, release, 128);
static_assert(sizeof(willcall_sale_line) == 136);

AT(willcall_holding, id, 0);
AT(willcall_holding, product, 8);
AT(willcall_holding, since, 24);
static_assert(sizeof(willcall_holding) == 32);

AT(willcall_owner, struct_size, 0);
AT(willcall_owner, reserved, 4);
AT(willcall_owner, tags, 8);
AT(willcall_owner, tag_count, 16);
AT(willcall_owner, standings, 24);
AT(willcall_owner, standing_count, 32);
AT(willcall_owner, holdings, 40);
AT(willcall_owner, holding_size, 48);
AT(willcall_owner, holding_count, 56);
static_assert(sizeof(willcall_owner) == 64);

AT(willcall_relation, kind, 0);
AT(willcall_relation, since, 16);
AT(willcall_relation, until, 24);
AT(willcall_relation, by_facilitator, 32);
AT(willcall_relation, reserved, 36);
static_assert(sizeof(willcall_relation) == 40);

AT(willcall_sale_service, struct_size, 0);
AT(willcall_sale_service, reserved, 4);
AT(willcall_sale_service, owner, 8);
AT(willcall_sale_service, codes, 16);
AT(willcall_sale_service, left, 24);
AT(willcall_sale_service, explaining, 32);
AT(willcall_sale_service, standing, 40);
AT(willcall_sale_service, claim_of_owner, 48);
AT(willcall_sale_service, because, 56);
AT(willcall_sale_service, note, 64);
AT(willcall_sale_service, commission, 72);
AT(willcall_sale_service, occasion, 80);
AT(willcall_sale_service, relations, 88);
AT(willcall_sale_service, date_of_birth, 96);
static_assert(sizeof(willcall_sale_service) == 104);

static_assert(WILLCALL_ABI_MAJOR == 0);
static_assert(WILLCALL_ABI_MINOR == 1);
static_assert(WILLCALL_OK == 0);
static_assert(WILLCALL_REFUSED == 1);
static_assert(WILLCALL_INVALID == 2);
static_assert(WILLCALL_NOT_FOUND == 3);
static_assert(WILLCALL_CONFLICT == 4);
static_assert(WILLCALL_UNAVAILABLE == 5);
static_assert(WILLCALL_PLUGIN == 6);
static_assert(WILLCALL_STORE == 7);
static_assert(WILLCALL_INTERNAL == 8);
static_assert(WILLCALL_KEYS_EVENTS == 1);
static_assert(WILLCALL_KEYS_TICKET_TYPES == 2);
static_assert(WILLCALL_KEYS_LOCATIONS == 3);
static_assert(WILLCALL_TEXT == 1);
static_assert(WILLCALL_INTEGER == 2);
static_assert(WILLCALL_BOOLEAN == 3);
static_assert(WILLCALL_MONEY == 4);
static_assert(WILLCALL_TIME == 5);
static_assert(WILLCALL_LOCAL_TIME == 6);
static_assert(WILLCALL_WORD == 7);
static_assert(WILLCALL_ID == 8);
static_assert(WILLCALL_OBJECT == 9);
static_assert(WILLCALL_LIST == 10);
static_assert(WILLCALL_MAP == 11);
static_assert(WILLCALL_ANY == 12);
static_assert(WILLCALL_FIELD_OPTIONAL == 1U);
static_assert(WILLCALL_FIELD_SECRET == 2U);
static_assert(WILLCALL_FIELD_MULTILINE == 4U);
static_assert(WILLCALL_FIELD_EVENT == 8U);
static_assert(WILLCALL_FIELD_LOCATION == 16U);
static_assert(WILLCALL_COLUMN_TEXT == 1);
static_assert(WILLCALL_COLUMN_INTEGER == 2);
static_assert(WILLCALL_COLUMN_MONEY == 3);
static_assert(WILLCALL_COLUMN_TIME == 4);
static_assert(WILLCALL_COLUMN_BOOLEAN == 5);
static_assert(WILLCALL_COLUMN_BYTES == 6);
static_assert(WILLCALL_COLUMN_KEY == 1U);
static_assert(WILLCALL_COLUMN_NULLABLE == 2U);
static_assert(WILLCALL_COLUMN_PERSONAL == 4U);
static_assert(WILLCALL_INDEX_UNIQUE == 1U);
static_assert(WILLCALL_TABLE_READ_WHEN_ASKED == 1U);
static_assert(WILLCALL_EARLIEST == INT64_MIN && WILLCALL_LATEST == INT64_MAX);
static_assert(WILLCALL_OCCASION_SALE == 0);
static_assert(WILLCALL_OCCASION_REGISTRATION == 1);
static_assert(WILLCALL_OCCASION_EXCHANGE == 2);
