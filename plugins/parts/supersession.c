/* supersession.c - the old number and the new one: dated, one-way or two-way, so many for so
 * many, the old ones first; never in a circle (row 69). */
#include "parts.h"

#define CHAIN_LIMIT                                                                      \
    20 /* a number that was replaced more often is a circle nobody closed yet */

static const struct dms_field fields[] = {
    { .name = "old_part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "new_part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "valid_from",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    /* May the old one still be fitted where the new one is asked for? */
    { .name = "two_way", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "old_quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .default_text = "1",
      .minimum = 1,
      .maximum = PARTS_QUANTITY },
    { .name = "new_quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .default_text = "1",
      .minimum = 1,
      .maximum = PARTS_QUANTITY },
    { .name = "old_first", .type = DMS_BOOLEAN, .default_text = "true" },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};
static const struct dms_index indexes[] = { { .fields = "old_part,new_part",
                                              .unique = 1 } };

const struct dms_entity parts_supersession_entity =
    DMS_ENTITY(.name = "parts.supersession", DMS_FIELDS(fields), DMS_INDEXES(indexes));

/* Does anything lead from PART to SOUGHT? */
static enum dms_status
leads_to(struct dms_unit *unit, int64_t part, int64_t sought, int64_t except, int depth,
         bool *leads, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"old_part\":\"$id\"},\"limit\":100}";
    const struct dms_list *next = NULL;
    if (part == sought || depth > CHAIN_LIMIT) {
        *leads = true;
        return DMS_OK;
    }
    enum dms_status st =
        parts_list(unit, "parts.supersession", query, part, &next, error);
    for (size_t i = 0; st == DMS_OK && !*leads && i < dms_list_count(next); i++) {
        const struct dms_record *step = dms_list_at(next, i);
        if (dms_record_id(step) != except)
            st = leads_to(unit, dms_record_int(step, "new_part"), sought, except,
                          depth + 1, leads, error);
    }
    return st;
}

static enum dms_status
refuse_circle(struct dms_unit *unit, struct dms_record *step, void *data,
              struct dms_error *error)
{
    (void)data;
    bool circle = false;
    int64_t old = dms_record_int(step, "old_part"),
            new = dms_record_int(step, "new_part");
    if (old == 0 || new == 0)
        return DMS_OK; /* that they are required, the core says */
    if (old == new)
        return dms_fail_field(error, DMS_INVALID, "new_part", "parts.supersedes_itself",
                              "part=%s", parts_code(unit, old));
    enum dms_status st = leads_to(unit, new, old, dms_record_id(step), 0, &circle, error);
    if (st == DMS_OK && circle)
        st =
            dms_fail_field(error, DMS_INVALID, "new_part", "parts.supersession_circle",
                           "old=%s|new=%s", parts_code(unit, old), parts_code(unit, new));
    return st;
}

const struct dms_hook parts_supersession_hooks[] = {
    DMS_HOOK(.name = "parts/supersession", .on = "parts.supersession.save",
             .run = refuse_circle),
    { 0 },
};

static enum dms_status
step_from(struct dms_unit *unit, int64_t part, const char *field,
          const struct dms_record **step, struct dms_error *error)
{
    static const char forward[] =
        "{\"where\":{\"old_part\":\"$id\",\"valid_from\":{\"lte\":\"$today\"}},"
        "\"sort\":\"-valid_from,-id\",\"limit\":1}";
    static const char back[] =
        "{\"where\":{\"new_part\":\"$id\",\"valid_from\":{\"lte\":\"$today\"}},"
        "\"sort\":\"-valid_from,-id\",\"limit\":1}";
    char today[16];
    struct dms_json *values = parts_id_values(part);
    dms_json_set_text(values, "today",
                      dms_date_print(dms_unit_today(unit), today, sizeof(today)));
    return parts_find(unit, "parts.supersession", field[0] == 'o' ? forward : back,
                      values, step, error);
}

enum dms_status
parts_newest(struct dms_unit *unit, int64_t part, int64_t *newest, int64_t *old_quantity,
             int64_t *new_quantity, struct dms_error *error)
{
    const struct dms_record *step = NULL;
    enum dms_status st = DMS_OK;
    *newest = part;
    *old_quantity = *new_quantity = 1000;
    for (int i = 0; i < CHAIN_LIMIT; i++) {
        st = step_from(unit, *newest, "old_part", &step, error);
        if (st != DMS_OK || step == NULL)
            break;
        *newest = dms_record_int(step, "new_part");
        *old_quantity = *old_quantity * dms_record_int(step, "old_quantity") / 1000;
        *new_quantity = *new_quantity * dms_record_int(step, "new_quantity") / 1000;
    }
    return st;
}

static void
note(struct parts_chain *chain, int64_t part, bool first, const struct dms_record *step)
{
    if (chain->count == PARTS_CHAIN)
        return;
    chain->links[chain->count++] =
        (struct parts_link){ part, first, dms_record_int(step, "old_quantity"),
                             dms_record_int(step, "new_quantity") };
}

enum dms_status
parts_chain_of(struct dms_unit *unit, int64_t part, struct parts_chain *chain,
               struct dms_error *error)
{
    const struct dms_record *step = NULL;
    enum dms_status st = DMS_OK;
    int64_t at = part;
    chain->count = 0;
    /* Older ones serve for PART only where the step says both ways. */
    for (int i = 0; st == DMS_OK && i < CHAIN_LIMIT; i++) {
        st = step_from(unit, at, "new_part", &step, error);
        if (st != DMS_OK || step == NULL || dms_record_int(step, "two_way") == 0)
            break;
        at = dms_record_int(step, "old_part");
        note(chain, at, dms_record_int(step, "old_first") != 0, step);
    }
    at = part;
    for (int i = 0; st == DMS_OK && i < CHAIN_LIMIT; i++) {
        st = step_from(unit, at, "old_part", &step, error);
        if (st != DMS_OK || step == NULL)
            break;
        at = dms_record_int(step, "new_part");
        note(chain, at, false, step);
    }
    return st;
}
