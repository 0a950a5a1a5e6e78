/* stocktake.c - plan, freeze, count blind, look at the differences, approve, post (row 72).
 *
 * From freeze to post nothing of the sheet moves. Those who count do not see what the book
 * says: it stands in the lines only after the last one is counted. */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const char *const classes[] = { "A", "B", "C", NULL };

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:PC",
      .max_length = 40 },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "planned_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    { .name = "abc", .type = DMS_CHOICE, .choices = classes }, /* empty: all parts */
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
    { .name = "frozen_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "parts", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "differences", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "value_more", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "value_less", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "requested_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "approved_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_stocktake_entity =
    DMS_ENTITY(.name = "parts.stocktake", .title = "number", DMS_FIELDS(fields));

static const struct dms_field line_fields[] = {
    { .name = "stocktake",
      .type = DMS_REFERENCE,
      .target = "parts.stocktake",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "bin",
      .type = DMS_REFERENCE,
      .target = "parts.bin",
      .flags = DMS_READ_ONLY },
    { .name = "counted", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "round", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "book", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "difference", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "value", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
};
static const struct dms_index line_indexes[] = { { .fields = "stocktake,part",
                                                   .unique = 1 } };

const struct dms_entity parts_stocktake_line_entity =
    DMS_ENTITY(.name = "parts.stocktake_line", .flags = DMS_NO_EVENTS, .title = "part",
               .parent = "stocktake", DMS_FIELDS(line_fields), DMS_INDEXES(line_indexes));

struct sheet {
    const struct dms_record *take;
    int64_t parts, differences, more, less;
};

/* A sheet for one class holds what the last assessment put there. */
static enum dms_status
is_of_class(struct dms_unit *unit, const struct dms_record *take, int64_t part,
            bool *fits, struct dms_error *error)
{
    const struct dms_record *assessment = NULL;
    const char *class = dms_record_text(take, "abc");
    if (class == NULL)
        return DMS_OK;
    enum dms_status st = parts_find_id(unit, "parts.assessment",
                                       "{\"where\":{\"part\":\"$id\"},\"limit\":1}", part,
                                       &assessment, error);
    const char *abc = assessment == NULL ? NULL : dms_record_text(assessment, "abc");
    *fits = abc != NULL && strcmp(abc, class) == 0;
    return st;
}

static enum dms_status
freeze_stock(struct dms_unit *unit, const struct dms_record *stock, void *context,
             struct dms_error *error)
{
    struct sheet *sheet = context;
    struct dms_record *line = NULL, *own = NULL;
    const struct dms_record *part = NULL;
    bool fits = true;
    enum dms_status st =
        dms_unit_get(unit, "parts.part", dms_record_int(stock, "part"), &part, error);
    if (st == DMS_OK)
        st = is_of_class(unit, sheet->take, dms_record_id(part), &fits, error);
    if (st != DMS_OK || !fits)
        return st;
    if (dms_record_int(stock, "frozen_by") != 0)
        return dms_fail_field(error, DMS_CONFLICT, "warehouse", "parts.frozen_twice",
                              "part=%s", dms_record_text(part, "code"));
    st = dms_unit_edit(unit, "parts.stock", dms_record_id(stock), &own, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "frozen_by", dms_record_id(sheet->take), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, own, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "parts.stocktake_line", &line, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "stocktake", dms_record_id(sheet->take), error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "part", dms_record_id(part), error);
    if (st == DMS_OK && dms_record_has(stock, "bin"))
        st = dms_record_set_int(line, "bin", dms_record_int(stock, "bin"), error);
    sheet->parts++;
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

/* Everybody sees the warehouses of all stores, and counts those of his own. */
static enum dms_status
check_place(struct dms_unit *unit, struct dms_record *take, void *data,
            struct dms_error *error)
{
    (void)data;
    int64_t warehouse = dms_record_int(take, "warehouse");
    if (warehouse == 0)
        return DMS_OK; /* that it is required, the core says */
    struct dms_json *line = dms_json_create_object();
    dms_json_set_integer(line, "warehouse", warehouse);
    enum dms_status st = parts_which_warehouse(unit, line, &warehouse, error);
    dms_json_destroy(line);
    return st;
}

static enum dms_status
freeze(struct dms_unit *unit, struct dms_record *take, void *data,
       struct dms_error *error)
{
    (void)data;
    struct sheet sheet = { .take = take };
    struct dms_json *where = parts_only("warehouse", dms_record_int(take, "warehouse"));
    enum dms_status st =
        parts_walk(unit, "parts.stock", where, freeze_stock, &sheet, error);
    if (st == DMS_OK && sheet.parts == 0)
        st = dms_fail_field(error, DMS_DENIED, "warehouse", "parts.nothing_to_count", "");
    if (st == DMS_OK)
        st = dms_record_set_int(take, "frozen_at", dms_unit_now(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_int(take, "parts", sheet.parts, error);
    return st == DMS_OK ? parts_sign(unit, take, "requested_by", error) : st;
}

static enum dms_status
walk_lines(struct dms_unit *unit, const struct dms_record *take, parts_each each,
           struct sheet *sheet, struct dms_error *error)
{
    struct dms_json *where = dms_json_create_object();
    dms_json_set_integer(where, "stocktake", dms_record_id(take));
    return parts_walk(unit, "parts.stocktake_line", where, each, sheet, error);
}

static enum dms_status
compare_line(struct dms_unit *unit, const struct dms_record *line, void *context,
             struct dms_error *error)
{
    struct sheet *sheet = context;
    const struct dms_record *stock = NULL;
    struct dms_record *own = NULL;
    int64_t part = dms_record_int(line, "part"),
            warehouse = dms_record_int(sheet->take, "warehouse"), piece = 0;
    if (!dms_record_has(line, "counted"))
        return dms_fail(error, DMS_DENIED, "parts.not_counted", "part=%s",
                        parts_code(unit, part));
    enum dms_status st = parts_which_stock(unit, part, warehouse, &stock, error);
    if (st == DMS_OK)
        st = parts_last_cost(unit, part, warehouse, &piece, error);
    if (st == DMS_OK)
        st =
            dms_unit_edit(unit, "parts.stocktake_line", dms_record_id(line), &own, error);
    if (st != DMS_OK)
        return st;
    int64_t book = dms_record_int(stock, "on_hand"),
            difference = dms_record_int(line, "counted") - book,
            value = parts_amount(piece, difference);
    sheet->differences += difference != 0;
    sheet->more += value > 0 ? value : 0;
    sheet->less += value < 0 ? -value : 0;
    st = dms_record_set_int(own, "book", book, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "difference", difference, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "value", value, error);
    return st == DMS_OK ? dms_unit_save(unit, own, error) : st;
}

static enum dms_status
finish(struct dms_unit *unit, struct dms_record *take, void *data,
       struct dms_error *error)
{
    (void)data;
    struct sheet sheet = { .take = take };
    enum dms_status st = walk_lines(unit, take, compare_line, &sheet, error);
    if (st == DMS_OK)
        st = dms_record_set_int(take, "differences", sheet.differences, error);
    if (st == DMS_OK)
        st = dms_record_set_int(take, "value_more", sheet.more, error);
    return st == DMS_OK ? dms_record_set_int(take, "value_less", sheet.less, error) : st;
}

static enum dms_status
approve(struct dms_unit *unit, struct dms_record *take, void *data,
        struct dms_error *error)
{
    (void)data;
    return parts_approve(
        unit, take, "parts.adjustment_limit",
        dms_record_int(take, "value_more") + dms_record_int(take, "value_less"), error);
}

static enum dms_status
thaw(struct dms_unit *unit, const struct dms_record *line, struct sheet *sheet,
     struct dms_error *error)
{
    const struct dms_record *stock = NULL;
    struct dms_record *own = NULL;
    enum dms_status st =
        parts_which_stock(unit, dms_record_int(line, "part"),
                          dms_record_int(sheet->take, "warehouse"), &stock, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "parts.stock", dms_record_id(stock), &own, error);
    if (st == DMS_OK)
        st = dms_record_set_empty(own, "frozen_by", error);
    return st == DMS_OK ? dms_unit_save(unit, own, error) : st;
}

static enum dms_status
thaw_line(struct dms_unit *unit, const struct dms_record *line, void *context,
          struct dms_error *error)
{
    return thaw(unit, line, context, error);
}

static enum dms_status
post_line(struct dms_unit *unit, const struct dms_record *line, void *context,
          struct dms_error *error)
{
    struct sheet *sheet = context;
    struct parts_posting posting = {
        .kind = "count",
        .part = dms_record_int(line, "part"),
        .warehouse = dms_record_int(sheet->take, "warehouse"),
        .quantity = dms_record_int(line, "difference"),
        .value = dms_record_int(line, "value"),
        .source_entity = "parts.stocktake",
        .source = dms_record_id(sheet->take),
        .source_line = dms_record_id(line),
        .document = dms_record_text(sheet->take, "number"),
        .stocktake = dms_record_id(sheet->take),
        .occasion = dms_scratch_printf(unit, "count:%" PRId64, dms_record_id(line)),
    };
    enum dms_status st =
        posting.quantity == 0 ? DMS_OK : parts_post(unit, &posting, error);
    return st == DMS_OK ? thaw(unit, line, sheet, error) : st;
}

static enum dms_status
post(struct dms_unit *unit, struct dms_record *take, void *data, struct dms_error *error)
{
    (void)data;
    struct sheet sheet = { .take = take };
    return walk_lines(unit, take, post_line, &sheet, error);
}

static enum dms_status
let_go(struct dms_unit *unit, struct dms_record *take, void *data,
       struct dms_error *error)
{
    (void)data;
    struct sheet sheet = { .take = take };
    return walk_lines(unit, take, thaw_line, &sheet, error);
}

const struct dms_hook parts_stocktake_hooks[] = {
    DMS_HOOK(.name = "parts/stocktake:place", .on = "parts.stocktake.create",
             .run = check_place),
    DMS_HOOK(.name = "parts/stocktake:freeze", .on = "parts.stocktake.freeze",
             .run = freeze),
    DMS_HOOK(.name = "parts/stocktake:finish", .on = "parts.stocktake.finish",
             .run = finish),
    DMS_HOOK(.name = "parts/stocktake:approve", .on = "parts.stocktake.approve",
             .run = approve),
    DMS_HOOK(.name = "parts/stocktake:post", .on = "parts.stocktake.approve",
             .phase = DMS_AFTER, .run = post),
    DMS_HOOK(.name = "parts/stocktake:cancel", .on = "parts.stocktake.cancel",
             .phase = DMS_AFTER, .run = let_go),
    { 0 },
};
