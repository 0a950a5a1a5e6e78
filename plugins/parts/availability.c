/* availability.c - is it here, what else would do, who else has it (rows 71, 79).
 *
 * parts.availability {part|code, quantity, warehouse} answers {part, code, name, unit, on_hand,
 * reserved, free, in_transit, on_order, enough, stocks:[{warehouse, name, bin, on_hand,
 * reserved, free}], chain:[{part, code, name, first, old_quantity, new_quantity, free}],
 * elsewhere:[{store, warehouse, part, free}]}, in thousandths. "chain": what may be fitted
 * instead; "first": take it before the one asked for. */
#include <string.h>

#include "parts.h"

struct count {
    struct dms_json *places;
    int64_t on_hand, reserved, in_transit, on_order;
};

static enum dms_status
add_place(struct dms_unit *unit, const struct dms_record *stock, struct dms_json *places,
          struct dms_error *error)
{
    const struct dms_record *place = NULL, *bin = NULL;
    int64_t on_hand = dms_record_int(stock, "on_hand"),
            reserved = dms_record_int(stock, "reserved");
    enum dms_status st = dms_unit_get(unit, "parts.warehouse",
                                      dms_record_int(stock, "warehouse"), &place, error);
    if (st == DMS_OK && dms_record_has(stock, "bin"))
        st = dms_unit_get(unit, "parts.bin", dms_record_int(stock, "bin"), &bin, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *one = dms_json_create_object();
    dms_json_set_integer(one, "warehouse", dms_record_id(place));
    dms_json_set_text(one, "name", dms_record_text(place, "name"));
    dms_json_set_text(one, "bin", bin == NULL ? "" : dms_record_text(bin, "code"));
    dms_json_set_integer(one, "on_hand", on_hand);
    dms_json_set_integer(one, "reserved", reserved);
    dms_json_set_integer(one, "free", on_hand - reserved);
    dms_json_take(places, one);
    return DMS_OK;
}

static enum dms_status
count_stock(struct dms_unit *unit, int64_t part, struct count *count,
            struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st =
        parts_list(unit, "parts.stock", "{\"where\":{\"part\":\"$id\"},\"sort\":\"id\"}",
                   part, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *stock = dms_list_at(list, i);
        count->on_hand += dms_record_int(stock, "on_hand");
        count->reserved += dms_record_int(stock, "reserved");
        count->in_transit += dms_record_int(stock, "in_transit");
        count->on_order += dms_record_int(stock, "on_order");
        if (count->places != NULL)
            st = add_place(unit, stock, count->places, error);
    }
    return st;
}

static enum dms_status
add_chain(struct dms_unit *unit, int64_t part, struct dms_json *answer,
          struct dms_error *error)
{
    struct parts_chain chain;
    struct dms_json *links = dms_json_create_array();
    dms_json_take_key(answer, "chain", links);
    enum dms_status st = parts_chain_of(unit, part, &chain, error);
    for (size_t i = 0; st == DMS_OK && i < chain.count; i++) {
        const struct dms_record *other = NULL;
        struct count count = { 0 };
        st = dms_unit_get(unit, "parts.part", chain.links[i].part, &other, error);
        if (st == DMS_OK)
            st = count_stock(unit, chain.links[i].part, &count, error);
        if (st != DMS_OK)
            break;
        struct dms_json *link = dms_json_create_object();
        dms_json_set_integer(link, "part", chain.links[i].part);
        dms_json_set_text(link, "code", dms_record_text(other, "code"));
        dms_json_set_text(link, "name", dms_record_text(other, "name"));
        dms_json_set_boolean(link, "first", chain.links[i].first);
        dms_json_set_integer(link, "old_quantity", chain.links[i].old_quantity);
        dms_json_set_integer(link, "new_quantity", chain.links[i].new_quantity);
        dms_json_set_integer(link, "free", count.on_hand - count.reserved);
        dms_json_take(links, link);
    }
    return st;
}

/* The same number in the other stores: it may come from there. */
static enum dms_status
add_elsewhere(struct dms_unit *unit, const struct dms_record *part,
              struct dms_json *answer, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part.code\":\"$code\",\"on_hand\":{\"gt\":0},\"store\":"
        "{\"ne\":\"$store\"}},\"limit\":100}";
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object(), *others = dms_json_create_array();
    dms_json_set_text(values, "code", dms_record_text(part, "code"));
    dms_json_set_integer(values, "store", dms_record_store(part));
    enum dms_status st = dms_unit_find(unit, "parts.stock", query, values, &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *stock = dms_list_at(list, i);
        struct dms_json *other = dms_json_create_object();
        dms_json_set_integer(other, "store", dms_record_store(stock));
        dms_json_set_integer(other, "warehouse", dms_record_int(stock, "warehouse"));
        dms_json_set_integer(other, "part", dms_record_int(stock, "part"));
        dms_json_set_integer(other, "free",
                             dms_record_int(stock, "on_hand") -
                                 dms_record_int(stock, "reserved"));
        dms_json_take(others, other);
    }
    dms_json_take_key(answer, "elsewhere", others);
    return st;
}

static void
add_head(const struct dms_record *part, const struct count *count, int64_t wanted,
         struct dms_json *answer)
{
    dms_json_set_integer(answer, "part", dms_record_id(part));
    dms_json_set_text(answer, "code", dms_record_text(part, "code"));
    dms_json_set_text(answer, "name", dms_record_text(part, "name"));
    dms_json_set_text(answer, "unit", dms_record_text(part, "unit"));
    dms_json_set_integer(answer, "on_hand", count->on_hand);
    dms_json_set_integer(answer, "reserved", count->reserved);
    dms_json_set_integer(answer, "free", count->on_hand - count->reserved);
    dms_json_set_integer(answer, "in_transit", count->in_transit);
    dms_json_set_integer(answer, "on_order", count->on_order);
    dms_json_set_boolean(answer, "enough", count->on_hand - count->reserved >= wanted);
}

static enum dms_status
answer_availability(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                    struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *part = NULL;
    int64_t wanted = 0;
    enum dms_status st = parts_which_part(unit, arguments, &part, error);
    if (st == DMS_OK)
        st = parts_read_quantity(arguments, "quantity", &wanted, error);
    if (st != DMS_OK)
        return st;
    int64_t id = dms_record_id(part);
    struct count count = { .places = dms_json_create_array() };
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "stocks", count.places);
    st = count_stock(unit, id, &count, error);
    add_head(part, &count, wanted, *answer);
    if (st == DMS_OK)
        st = add_chain(unit, id, *answer, error);
    return st == DMS_OK ? add_elsewhere(unit, part, *answer, error) : st;
}

static const struct dms_argument arguments[] = {
    { "part", DMS_INTEGER, 0 },
    { "code", DMS_TEXT, 0 },
    { "quantity", DMS_DECIMAL, 0 },
    { "warehouse", DMS_INTEGER, 0 },
};

const struct dms_call_card parts_availability_calls[] = {
    DMS_CALL(.name = "parts.availability", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.stock:read", DMS_ARGUMENTS(arguments),
             .run = answer_availability),
    { 0 },
};
