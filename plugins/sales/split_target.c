/* split_target.c - a target is cut into one for each person, and moved between them: the sum
 * stays what it is (row 4). */
#include <inttypes.h>
#include <string.h>

#include "deal.h"
#include "plan.h"

/* One part of PARENT for PERSON, over the same days. */
static enum dms_status
add_part(struct dms_unit *unit, const struct dms_record *parent, int64_t person,
         int64_t number, struct dms_error *error)
{
    static const char *const texts[] = { "figure", "period" };
    static const char *const numbers[] = { "starts_on", "ends_on" };
    struct dms_record *part = NULL;
    enum dms_status st = dms_unit_new(unit, "sales.target", &part, error);
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        st =
            dms_record_set_text(part, texts[i], dms_record_text(parent, texts[i]), error);
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        st = dms_record_set_int(part, numbers[i], dms_record_int(parent, numbers[i]),
                                error);
    if (st == DMS_OK)
        st = dms_record_set_store(part, dms_record_store(parent), error);
    if (st == DMS_OK)
        st = dms_record_set_text(part, "level", "person", error);
    if (st == DMS_OK)
        st = dms_record_set_int(part, "person", person, error);
    if (st == DMS_OK)
        st = dms_record_set_int(part, "parent", dms_record_id(parent), error);
    if (st == DMS_OK)
        st = dms_record_set_int(part, "number", number, error);
    return st == DMS_OK ? dms_unit_save(unit, part, error) : st;
}

/* Equal shares; what does not go evenly goes to the first. A share or an average is everybody's. */
static int64_t
share_of(const struct dms_record *target, size_t index, size_t count)
{
    int64_t number = dms_record_int(target, "number");
    int64_t quantum = sales_quantum(dms_record_text(target, "unit"));
    if (quantum == 0)
        return number;
    int64_t pieces = number / quantum, people = (int64_t)count;
    return (pieces / people + ((int64_t)index < pieces % people ? 1 : 0)) * quantum;
}

static enum dms_status
check_split(struct dms_unit *unit, const struct dms_record *target,
            const struct dms_json *people, struct dms_error *error)
{
    int64_t parts = 0;
    if (dms_json_kind(people) != DMS_JSON_ARRAY || dms_json_count(people) == 0 ||
        dms_json_count(people) > 30)
        return dms_fail_field(error, DMS_INVALID, "people", "sales.target_people",
                              "most=30");
    if (strcmp(dms_record_text(target, "level"), "person") == 0)
        return dms_fail_field(error, DMS_DENIED, "target", "sales.target_smallest", "");
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_id(target));
    enum dms_status st =
        dms_unit_count(unit, "sales.target",
                       "{\"where\":{\"parent\":\"$id\",\"level\":\"person\",\"state\":{"
                       "\"ne\":\"dropped\"}}}",
                       values, &parts, error);
    dms_json_destroy(values);
    return st == DMS_OK && parts > 0
               ? dms_fail_field(error, DMS_DENIED, "target", "sales.target_split_already",
                                "count=%" PRId64, parts)
               : st;
}

static enum dms_status
split(struct dms_unit *unit, const struct dms_json *arguments, void *data,
      struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *target = NULL;
    const struct dms_json *people = dms_json_at_key(arguments, "people");
    enum dms_status st = sales_see(
        unit, "sales.target", dms_json_integer_at(arguments, "target"), &target, error);
    if (st == DMS_OK)
        st = check_split(unit, target, people, error);
    size_t count = dms_json_count(people);
    for (size_t i = 0; st == DMS_OK && i < count; i++)
        st = add_part(unit, target, dms_json_integer(dms_json_at(people, i)),
                      share_of(target, i, count), error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_integer(*answer, "parts", (int64_t)count);
    }
    return st;
}

static enum dms_status
change(struct dms_unit *unit, int64_t id, int64_t by, struct dms_error *error)
{
    struct dms_record *part = NULL;
    enum dms_status st = dms_unit_edit(unit, "sales.target", id, &part, error);
    if (st == DMS_OK)
        st = dms_record_set_int(part, "number", dms_record_int(part, "number") + by,
                                error);
    if (st == DMS_OK)
        st = dms_record_set_int(part, "moves", dms_record_int(part, "moves") + 1, error);
    return st == DMS_OK ? dms_unit_save(unit, part, error) : st;
}

static enum dms_status
check_move(struct dms_unit *unit, const struct dms_record *from,
           const struct dms_record *to, int64_t number, struct dms_error *error)
{
    if (dms_record_id(from) == dms_record_id(to) || !dms_record_has(from, "parent") ||
        dms_record_int(from, "parent") != dms_record_int(to, "parent"))
        return dms_fail_field(error, DMS_INVALID, "to", "sales.target_not_fellows", "");
    if (number > 0 && number < dms_record_int(from, "number"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "number", "sales.target_move_most",
                          "most=%s", sales_decimal(unit, dms_record_int(from, "number")));
}

static enum dms_status
move(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    (void)data, (void)answer;
    const struct dms_record *from = NULL, *to = NULL;
    int64_t number = sales_written_number(dms_json_at_key(arguments, "number"));
    enum dms_status st = sales_see(unit, "sales.target",
                                   dms_json_integer_at(arguments, "from"), &from, error);
    if (st == DMS_OK)
        st = sales_see(unit, "sales.target", dms_json_integer_at(arguments, "to"), &to,
                       error);
    if (st == DMS_OK)
        st = check_move(unit, from, to, number, error);
    if (st == DMS_OK)
        st = change(unit, dms_record_id(from), -number, error);
    return st == DMS_OK ? change(unit, dms_record_id(to), number, error) : st;
}

static const struct dms_argument split_arguments[] = {
    { .name = "target", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "people", .type = DMS_STRUCTURED, .flags = DMS_REQUIRED },
};
static const struct dms_argument move_arguments[] = {
    { .name = "from", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "number", .type = DMS_DECIMAL, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_target_calls[] = {
    DMS_CALL(.name = "sales.split_target", .flags = DMS_CALL_EXPOSED,
             .permission = "sales.target:update", DMS_ARGUMENTS(split_arguments),
             .run = split),
    DMS_CALL(.name = "sales.move_target", .flags = DMS_CALL_EXPOSED,
             .permission = "sales.target:update", DMS_ARGUMENTS(move_arguments),
             .run = move),
    { 0 },
};
