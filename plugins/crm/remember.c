/* remember.c - crm.remember: any plugin tells what a customer would call "that was with you"
 * (rows 44, 93, 109). */
#include "remember.h"

#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "points.h"

enum dms_status
crm_open_file(struct dms_unit *unit, int64_t customer, struct dms_record **file,
              struct dms_error *error)
{
    enum dms_status st = dms_unit_edit(unit, "crm.customer", customer, file, error);
    if (st == DMS_OK && dms_record_has(*file, "merged_into"))
        st = dms_unit_edit(unit, "crm.customer", dms_record_int(*file, "merged_into"),
                           file, error);
    return st;
}

static bool
is_one_of(const char *word, const char *const *words)
{
    while (*words != NULL && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

/* Sales are during; what belongs to no plugin's trade is before until something is bought. */
static const char *
phase_of(const struct dms_record *file, const struct crm_memory *memory)
{
    if (memory->phase != NULL)
        return memory->phase;
    if (memory->entity != NULL && strncmp(memory->entity, "sales.", 6) == 0)
        return "during";
    if (memory->entity != NULL && strncmp(memory->entity, "after_sales.", 12) == 0)
        return "after";
    return dms_record_has(file, "first_purchase_at") ? "after" : "before";
}

static enum dms_status
put_text(struct dms_record *entry, const char *field, const char *text,
         struct dms_error *error)
{
    return text != NULL ? dms_record_set_text(entry, field, text, error) : DMS_OK;
}

static enum dms_status
fill_entry(struct dms_record *entry, const struct dms_record *file,
           const struct crm_memory *memory, int64_t at, struct dms_error *error)
{
    const char *const texts[][2] = {
        { "kind", memory->kind },
        { "title_key", memory->title_key },
        { "vin", memory->vin },
        { "entity", memory->entity },
        { "phase", phase_of(file, memory) },
    };
    enum dms_status st =
        dms_record_set_int(entry, "customer", dms_record_id(file), error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(texts) / sizeof(texts[0]); i++)
        st = put_text(entry, texts[i][0], texts[i][1], error);
    if (st == DMS_OK)
        st = dms_record_set_int(entry, "at", at, error);
    if (st == DMS_OK && memory->record != 0)
        st = dms_record_set_int(entry, "record", memory->record, error);
    if (st == DMS_OK && memory->amount != 0)
        st = dms_record_set_int(entry, "amount", memory->amount, error);
    if (st == DMS_OK && dms_json_count(memory->values) > 0) {
        char *text = dms_json_print(memory->values);
        st = dms_record_set_text(entry, "title_values", text, error);
        free(text);
    }
    return st;
}

static enum dms_status
raise_time(struct dms_record *file, const char *field, int64_t at,
           struct dms_error *error)
{
    return dms_record_int(file, field) < at ? dms_record_set_int(file, field, at, error)
                                            : DMS_OK;
}

static enum dms_status
keep_sums(struct dms_record *file, const struct crm_memory *memory, int64_t at,
          struct dms_error *error)
{
    static const char *const visits[] = { "purchase", "service",    "visit",
                                          "delivery", "test_drive", NULL };
    enum dms_status st = DMS_OK;
    if (memory->amount != 0)
        st = dms_record_set_int(file, "spend",
                                dms_record_int(file, "spend") + memory->amount, error);
    if (st == DMS_OK && strcmp(memory->kind, "service") == 0)
        st = dms_record_set_int(file, "services", dms_record_int(file, "services") + 1,
                                error);
    if (st == DMS_OK && is_one_of(memory->kind, visits))
        st = raise_time(file, "last_visit_at", at, error);
    if (st == DMS_OK && strcmp(memory->kind, "talk") == 0)
        st = raise_time(file, "last_contact_at", at, error);
    return st;
}

enum dms_status
crm_remember_in(struct dms_unit *unit, struct dms_record *file,
                const struct crm_memory *memory, struct dms_error *error)
{
    struct dms_record *entry = NULL;
    int64_t at = memory->at != 0 ? memory->at : dms_unit_now(unit);
    enum dms_status st = dms_unit_new(unit, "crm.entry", &entry, error);
    if (st == DMS_OK)
        st = dms_record_set_store(entry, dms_record_store(file), error);
    if (st == DMS_OK)
        st = dms_record_set_owner(entry, dms_record_owner(file), error);
    if (st == DMS_OK)
        st = fill_entry(entry, file, memory, at, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, entry, error);
    return st == DMS_OK ? keep_sums(file, memory, at, error) : st;
}

enum dms_status
crm_remember(struct dms_unit *unit, const struct crm_memory *memory,
             struct dms_error *error)
{
    struct dms_record *file = NULL;
    enum dms_status st = crm_open_file(unit, memory->customer, &file, error);
    if (st == DMS_OK)
        st = crm_remember_in(unit, file, memory, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, file, error);
    return st == DMS_OK ? crm_points_earn(unit, file, memory, error) : st;
}

static enum dms_status
read_arguments(struct dms_unit *unit, const struct dms_json *arguments,
               struct crm_memory *memory, struct dms_error *error)
{
    const char *at = dms_json_text_at(arguments, "at");
    const char *amount = dms_json_text_at(arguments, "amount");
    *memory = (struct crm_memory){
        .customer = dms_json_integer_at(arguments, "customer"),
        .kind = dms_json_text_at(arguments, "kind"),
        .title_key = dms_json_text_at(arguments, "title_key"),
        .phase = dms_json_text_at(arguments, "phase"),
        .vin = dms_json_text_at(arguments, "vin"),
        .entity = dms_json_text_at(arguments, "entity"),
        .record = dms_json_integer_at(arguments, "record"),
        .values = dms_json_at_key(arguments, "values"),
    };
    enum dms_status st = DMS_OK;
    if (at != NULL)
        st = dms_time_load(at, dms_unit_offset(unit), &memory->at, error);
    if (st == DMS_OK && amount != NULL)
        st = dms_money_load(amount, &memory->amount, error);
    return st;
}

static enum dms_status
run_remember(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    struct crm_memory memory;
    (void)data, (void)answer;
    enum dms_status st = read_arguments(unit, arguments, &memory, error);
    return st == DMS_OK ? crm_remember(unit, &memory, error) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "kind", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "title_key", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "values", .type = DMS_STRUCTURED },
    { .name = "phase", .type = DMS_TEXT },
    { .name = "vin", .type = DMS_TEXT },
    { .name = "entity", .type = DMS_TEXT },
    { .name = "record", .type = DMS_INTEGER },
    { .name = "at", .type = DMS_TIME },
    { .name = "amount", .type = DMS_MONEY },
};

const struct dms_call_card crm_remember_call =
    DMS_CALL(.name = "crm.remember", DMS_ARGUMENTS(arguments), .run = run_remember);
