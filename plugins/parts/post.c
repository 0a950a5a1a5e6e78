/* post.c - the one door to the ledger (rows 52, 71).
 *
 * A movement is never changed and never posted again: what comes late is a movement of its
 * own. Quantity and value of the shelf are what its movements sum up to, at every posting:
 * both stand in the movement beside what moved. */
#include <string.h>

#include "average.h"
#include "parts.h"

enum dms_status
parts_again(struct dms_unit *unit, struct parts_posting *posting, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"occasion\":\"$occasion\"},\"limit\":1}";
    const struct dms_record *movement = NULL;
    if (posting->occasion == NULL)
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "occasion", posting->occasion);
    enum dms_status st =
        parts_find(unit, "parts.movement", query, values, &movement, error);
    if (st != DMS_OK || movement == NULL)
        return st;
    int64_t value = dms_record_int(movement, "value");
    posting->again = true;
    posting->movement = dms_record_id(movement);
    posting->cost = value < 0 ? -value : value;
    return DMS_OK;
}

static enum dms_status
new_stock(struct dms_unit *unit, int64_t part, int64_t warehouse, int64_t store,
          struct dms_record **stock, struct dms_error *error)
{
    enum dms_status st = dms_unit_new(unit, "parts.stock", stock, error);
    if (st == DMS_OK)
        st = dms_record_set_store(*stock, store, error);
    if (st == DMS_OK)
        st = dms_record_set_int(*stock, "part", part, error);
    return st == DMS_OK ? dms_record_set_int(*stock, "warehouse", warehouse, error) : st;
}

static enum dms_status
edit_stock(struct dms_unit *unit, int64_t part, int64_t warehouse,
           struct dms_record **stock, struct dms_error *error)
{
    const struct dms_record *found = NULL, *place = NULL;
    enum dms_status st = parts_which_stock(unit, part, warehouse, &found, error);
    if (st == DMS_OK && found != NULL)
        return dms_unit_edit(unit, "parts.stock", dms_record_id(found), stock, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "parts.warehouse", warehouse, &place, error);
    return st == DMS_OK
               ? new_stock(unit, part, warehouse, dms_record_store(place), stock, error)
               : st;
}

static enum dms_status
find_stock(struct dms_unit *unit, const struct parts_posting *posting,
           struct dms_record **stock, struct dms_error *error)
{
    if (posting->fresh != NULL)
        return new_stock(unit, posting->part, posting->warehouse,
                         dms_record_store(posting->fresh), stock, error);
    return edit_stock(unit, posting->part, posting->warehouse, stock, error);
}

static enum dms_status
check_frozen(struct dms_unit *unit, const struct parts_posting *posting,
             const struct dms_record *stock, struct dms_error *error)
{
    int64_t frozen = dms_record_int(stock, "frozen_by");
    const struct dms_record *take = NULL;
    if (frozen == 0 || frozen == posting->stocktake)
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "parts.stocktake", frozen, &take, error);
    if (st == DMS_OK)
        st = dms_fail_field(error, DMS_DENIED, "part", "parts.frozen",
                            "part=%s|stocktake=%s", parts_code(unit, posting->part),
                            dms_record_text(take, "number"));
    return st;
}

/* What is set aside for one is not there for another. */
static enum dms_status
check_enough(struct dms_unit *unit, const struct parts_posting *posting,
             const struct dms_record *stock, struct dms_error *error)
{
    int64_t free = dms_record_int(stock, "on_hand") - dms_record_int(stock, "reserved") +
                   posting->held;
    if (posting->quantity >= 0 || free >= -posting->quantity)
        return DMS_OK;
    /* A count says what is there, whoever it was promised to. */
    if (posting->stocktake != 0 && dms_record_int(stock, "on_hand") >= -posting->quantity)
        return DMS_OK;
    return parts_refuse_short(unit, posting->part, posting->warehouse, free,
                              -posting->quantity, error);
}

/* The signed fen that go in or out. */
static int64_t
value_of(const struct parts_posting *posting, const struct parts_pool *pool)
{
    if (posting->quantity < 0 && posting->worth > 0 && posting->worth <= pool->value)
        return -posting->worth;
    if (posting->quantity < 0) /* whatever else is said, it goes at what it costs here */
        return -parts_pool_cost(pool, -posting->quantity);
    if (posting->value != PARTS_AT_AVERAGE)
        return posting->value < -pool->value ? -pool->value : posting->value;
    if (pool->quantity == 0)
        return 0;
    return parts_share(pool->value, posting->quantity, pool->quantity);
}

static enum dms_status
check_size(const struct parts_pool *pool, int64_t quantity, int64_t value,
           struct dms_error *error)
{
    if (pool->quantity + quantity <= PARTS_QUANTITY && pool->value + value <= PARTS_MONEY)
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "quantity", "parts.too_much", "");
}

static enum dms_status
move_stock(struct dms_unit *unit, const struct parts_posting *posting,
           struct dms_record *stock, int64_t value, struct dms_error *error)
{
    int64_t on_hand = dms_record_int(stock, "on_hand") + posting->quantity;
    enum dms_status st = dms_record_set_int(stock, "on_hand", on_hand, error);
    if (st == DMS_OK)
        st = dms_record_set_int(stock, "value", dms_record_int(stock, "value") + value,
                                error);
    if (st == DMS_OK && posting->held != 0)
        st = dms_record_set_int(stock, "reserved",
                                dms_record_int(stock, "reserved") - posting->held, error);
    if (st == DMS_OK && posting->quantity != 0)
        st = dms_record_set_int(stock,
                                posting->quantity > 0 ? "last_in_on" : "last_out_on",
                                posting->dated_on, error);
    return st == DMS_OK ? dms_unit_save(unit, stock, error) : st;
}

static enum dms_status
set_texts(struct dms_unit *unit, const struct parts_posting *posting,
          struct dms_record *movement, struct dms_error *error)
{
    const struct {
        const char *field, *text;
    } texts[] = {
        { "kind", posting->kind },         { "source_entity", posting->source_entity },
        { "document", posting->document }, { "occasion", posting->occasion },
        { "reason", posting->reason },     { "clerk", dms_unit_user_name(unit) },
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(texts) / sizeof(texts[0]); i++)
        if (texts[i].text != NULL && texts[i].text[0] != '\0')
            st = dms_record_set_text(movement, texts[i].field, texts[i].text, error);
    return st;
}

static enum dms_status
set_numbers(const struct parts_posting *posting, const struct dms_record *stock,
            int64_t value, struct dms_record *movement, struct dms_error *error)
{
    const struct {
        const char *field;
        int64_t number;
        bool always;
    } numbers[] = {
        { "part", posting->part, true },
        { "warehouse", posting->warehouse, true },
        { "lot", posting->lot, false },
        { "quantity", posting->quantity, true },
        { "value", value, true },
        { "on_hand", dms_record_int(stock, "on_hand"), true },
        { "stock_value", dms_record_int(stock, "value"), true },
        { "amount", posting->amount, false },
        { "dated_on", posting->dated_on, true },
        { "source", posting->source, false },
        { "source_line", posting->source_line, false },
        { "reverses", posting->reverses, false },
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(numbers) / sizeof(numbers[0]); i++)
        if (numbers[i].always || numbers[i].number != 0)
            st = dms_record_set_int(movement, numbers[i].field, numbers[i].number, error);
    return st;
}

static enum dms_status
write_movement(struct dms_unit *unit, struct parts_posting *posting,
               const struct dms_record *stock, int64_t value, struct dms_error *error)
{
    struct dms_record *movement = NULL;
    enum dms_status st = dms_unit_new(unit, "parts.movement", &movement, error);
    if (st == DMS_OK)
        st = dms_record_set_store(movement, dms_record_store(stock), error);
    if (st == DMS_OK)
        st = set_texts(unit, posting, movement, error);
    if (st == DMS_OK)
        st = set_numbers(posting, stock, value, movement, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, movement, error);
    if (st == DMS_OK) {
        posting->movement = dms_record_id(movement);
        posting->cost = value < 0 ? -value : value;
    }
    return st;
}

static enum dms_status
move_lot(struct dms_unit *unit, const struct parts_posting *posting,
         struct dms_error *error)
{
    struct dms_record *lot = NULL;
    if (posting->lot == 0)
        return DMS_OK;
    enum dms_status st = dms_unit_edit(unit, "parts.lot", posting->lot, &lot, error);
    if (st != DMS_OK)
        return st;
    int64_t left = dms_record_int(lot, "on_hand") + posting->quantity;
    if (dms_record_int(lot, "part") != posting->part || left < 0)
        return dms_fail_field(error, DMS_DENIED, "lot", "parts.lot_short",
                              "lot=%s|free=%s", dms_record_text(lot, "number"),
                              parts_count(unit, dms_record_int(lot, "on_hand")));
    st = dms_record_set_int(lot, "on_hand", left, error);
    return st == DMS_OK ? dms_unit_save(unit, lot, error) : st;
}

/* Who crosses a line is told of; who stays beyond it was told of before (row 75). */
static enum dms_status
tell_crossing(struct dms_unit *unit, const struct parts_posting *posting,
              struct dms_error *error)
{
    const struct dms_record *part = posting->fresh;
    int64_t after = 0;
    enum dms_status st = DMS_OK;
    if (part == NULL)
        st = dms_unit_get(unit, "parts.part", posting->part, &part, error);
    if (st != DMS_OK || posting->quantity == 0 ||
        (!dms_record_has(part, "minimum") && !dms_record_has(part, "maximum")))
        return st;
    struct dms_json *values = parts_id_values(posting->part);
    st = dms_unit_sum(unit, "parts.stock", "{\"where\":{\"part\":\"$id\"}}", values,
                      "on_hand", &after, error);
    dms_json_destroy(values);
    int64_t before = after - posting->quantity;
    int64_t least = dms_record_int(part, "minimum"),
            most = dms_record_int(part, "maximum");
    if (st == DMS_OK && dms_record_has(part, "minimum") && before >= least &&
        after < least)
        st = dms_emit(unit, "parts.part.below_minimum", part, NULL, error);
    if (st == DMS_OK && dms_record_has(part, "maximum") && before <= most && after > most)
        st = dms_emit(unit, "parts.part.above_maximum", part, NULL, error);
    return st;
}

static enum dms_status
check_posting(struct dms_unit *unit, struct parts_posting *posting,
              struct dms_error *error)
{
    if (posting->dated_on == 0)
        posting->dated_on = dms_unit_today(unit);
    if (posting->dated_on > dms_unit_today(unit))
        return dms_fail_field(error, DMS_INVALID, "dated_on", "parts.dated_ahead", "");
    if (posting->quantity < -PARTS_QUANTITY || posting->quantity > PARTS_QUANTITY)
        return dms_fail_field(error, DMS_INVALID, "quantity", "parts.too_much", "");
    return posting->fresh != NULL ? DMS_OK : parts_again(unit, posting, error);
}

enum dms_status
parts_post(struct dms_unit *unit, struct parts_posting *posting, struct dms_error *error)
{
    struct dms_record *stock = NULL;
    enum dms_status st = check_posting(unit, posting, error);
    if (st != DMS_OK || posting->again)
        return st;
    st = find_stock(unit, posting, &stock, error);
    if (st == DMS_OK)
        st = check_frozen(unit, posting, stock, error);
    if (st == DMS_OK)
        st = check_enough(unit, posting, stock, error);
    if (st != DMS_OK)
        return st;
    const struct parts_pool pool = { dms_record_int(stock, "on_hand"),
                                     dms_record_int(stock, "value") };
    int64_t value = value_of(posting, &pool);
    st = check_size(&pool, posting->quantity, value, error);
    if (st == DMS_OK)
        st = move_stock(unit, posting, stock, value, error);
    if (st == DMS_OK)
        st = write_movement(unit, posting, stock, value, error);
    if (st == DMS_OK)
        st = move_lot(unit, posting, error);
    if (st == DMS_OK)
        st = parts_note_demand(unit, posting, error);
    return st == DMS_OK ? tell_crossing(unit, posting, error) : st;
}

enum dms_status
parts_hold(struct dms_unit *unit, int64_t part, int64_t warehouse, int64_t quantity,
           struct dms_error *error)
{
    struct dms_record *stock = NULL;
    enum dms_status st = edit_stock(unit, part, warehouse, &stock, error);
    if (st != DMS_OK)
        return st;
    int64_t reserved = dms_record_int(stock, "reserved"),
            free = dms_record_int(stock, "on_hand") - reserved;
    if (quantity > free)
        return parts_refuse_short(unit, part, warehouse, free, quantity, error);
    st = dms_record_set_int(stock, "reserved", reserved + quantity, error);
    return st == DMS_OK ? dms_unit_save(unit, stock, error) : st;
}

enum dms_status
parts_expect(struct dms_unit *unit, int64_t part, int64_t warehouse, const char *field,
             int64_t quantity, struct dms_error *error)
{
    struct dms_record *stock = NULL;
    enum dms_status st = edit_stock(unit, part, warehouse, &stock, error);
    if (st != DMS_OK)
        return st;
    int64_t expected = dms_record_int(stock, field) + quantity;
    st = dms_record_set_int(stock, field, expected > 0 ? expected : 0, error);
    return st == DMS_OK ? dms_unit_save(unit, stock, error) : st;
}
