/* adf.c - dms import adf FILE: each prospect of an ADF file becomes a lead (rows 10, 11). */
#include <stdlib.h>
#include <string.h>

#include "adf.h"
#include "crm.h"
#include "verdict.h"

/* A side field that is wrong costs that field, not the customer. */
static enum dms_status
move_to_note(struct dms_unit *unit, struct dms_record *lead, const char *field,
             const char *value, struct dms_error *error)
{
    const char *note = dms_record_text(lead, "note");
    const char *text = note != NULL
                           ? dms_scratch_printf(unit, "%s\n%s: %s", note, field, value)
                           : dms_scratch_printf(unit, "%s: %s", field, value);
    return dms_record_set_text(lead, "note", text, error);
}

static enum dms_status
set_judged(struct dms_unit *unit, struct dms_record *lead, const char *field,
           const char *value, crm_judge judge, const char *key, struct dms_error *error)
{
    struct crm_finding finding = { 0 };
    judge(value, &finding);
    if (finding.verdict != CRM_REFUSED)
        return dms_record_set_text(lead, field, value, error);
    dms_unit_warn(unit, field, key, "value=%s", value);
    return move_to_note(unit, lead, field, value, error);
}

static enum dms_status
set_time(struct dms_unit *unit, struct dms_record *lead, const char *value,
         struct dms_error *error)
{
    int64_t time = 0;
    if (dms_time_load(value, dms_unit_offset(unit), &time, NULL) == DMS_OK)
        return dms_record_set_int(lead, "requested_at", time, error);
    dms_unit_warn(unit, "requested_at", "crm.adf_time", "value=%s", value);
    return move_to_note(unit, lead, "requestdate", value, error);
}

static enum dms_status
set_year(struct dms_unit *unit, struct dms_record *lead, const char *field,
         const char *value, struct dms_error *error)
{
    char *end = NULL;
    long year = strtol(value, &end, 10);
    if (*end == '\0' && year >= 1900 && year <= 2100)
        return dms_record_set_int(lead, field, year, error);
    dms_unit_warn(unit, field, "crm.adf_year", "value=%s", value);
    return move_to_note(unit, lead, field, value, error);
}

/* A novel in the comments does not keep the customer out. */
static enum dms_status
set_long(struct dms_unit *unit, struct dms_record *lead, const char *field,
         const char *text, struct dms_error *error)
{
    size_t letters = 0;
    const char *end = text;
    for (; *end != '\0' && letters <= CRM_LEAD_TEXT; end++)
        letters += ((unsigned char)*end & 0xC0) != 0x80;
    if (letters <= CRM_LEAD_TEXT)
        return dms_record_set_text(lead, field, text, error);
    dms_unit_warn(unit, field, "crm.adf_cut", "element=%s|limit=%d", field,
                  CRM_LEAD_TEXT);
    return dms_record_set_text(
        lead, field, dms_scratch_printf(unit, "%.*s", (int)(end - 1 - text), text),
        error);
}

/* Of phone and mail one may be wrong when the other one reaches the customer. */
static enum dms_status
set_field(struct dms_unit *unit, struct dms_record *lead, const struct dms_json *row,
          const char *field, const char *value, struct dms_error *error)
{
    static const char *const words[] = { "new",  "used",     "buy",       "lease",
                                         "sell", "trade_in", "test_drive" };
    bool both =
        dms_json_at_key(row, "phone") != NULL && dms_json_at_key(row, "email") != NULL;
    if (strcmp(field, "words") == 0)
        return set_long(unit, lead, field, value, error);
    if (strcmp(field, "requested_at") == 0)
        return set_time(unit, lead, value, error);
    if (strcmp(field, "year_wanted") == 0 || strcmp(field, "trade_year") == 0)
        return set_year(unit, lead, field, value, error);
    if (strcmp(field, "vin_wanted") == 0 || strcmp(field, "trade_vin") == 0)
        return set_judged(unit, lead, field, value, crm_judge_vin, "crm.adf_vin", error);
    if (both && strcmp(field, "phone") == 0)
        return set_judged(unit, lead, field, value, crm_judge_phone, "crm.adf_phone",
                          error);
    if (both && strcmp(field, "email") == 0)
        return set_judged(unit, lead, field, value, crm_judge_email, "crm.adf_email",
                          error);
    if (strcmp(field, "interest") != 0 && strcmp(field, "vehicle_status") != 0)
        return dms_record_set_text(lead, field, value, error);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(value, words[i]) == 0)
            return dms_record_set_text(lead, field, value, error);
    return move_to_note(unit, lead, field, value, error);
}

static enum dms_status
make_lead(struct dms_unit *unit, const struct dms_json *row, void *context,
          struct dms_error *error)
{
    (void)context;
    struct dms_record *lead = NULL;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &lead, error);
    /* The note first: what does not fit its field is added to it. */
    if (st == DMS_OK && dms_json_at_key(row, "note") != NULL)
        st = set_long(unit, lead, "note", dms_json_text_at(row, "note"), error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(row); i++) {
        const char *field = dms_json_key_at(row, i);
        if (strcmp(field, "note") != 0)
            st = set_field(unit, lead, row, field,
                           dms_json_text(dms_json_value_at(row, i)), error);
    }
    if (st == DMS_OK && dms_json_at_key(row, "requested_at") == NULL)
        dms_unit_warn(unit, "requested_at", "crm.adf_no_time", "");
    return st == DMS_OK ? dms_unit_save(unit, lead, error) : st;
}

static enum dms_status
tell_prospect(void *context, struct adf_prospect *prospect, struct dms_error *error)
{
    struct dms_import *import = context;
    struct dms_error *reason = dms_error_create();
    enum dms_status st = adf_prospect_finish(prospect, reason);
    if (st != DMS_OK) {
        dms_error_at_file(reason, dms_import_file(import), prospect->line);
        dms_import_reject(import, prospect->line, prospect->row, reason);
        st = DMS_OK;
    } else {
        char *key = adf_prospect_key(prospect);
        st = dms_import_row(import, prospect->line, key, prospect->row, make_lead, NULL,
                            error);
        free(key);
    }
    dms_error_destroy(reason);
    /* A refused lead stands in the reject file; only a broken store ends the import. */
    bool broken = st == DMS_STORAGE || st == DMS_FULL || st == DMS_BUG;
    if (st != DMS_OK && !broken)
        dms_error_clear(error);
    return broken ? st : DMS_OK;
}

static enum dms_status
import_adf(struct dms_import *import, void *data, struct dms_error *error)
{
    (void)data;
    return adf_xml_walk(import, tell_prospect, import, error);
}

/* Whole: of a file that ends in the middle nothing is kept. */
const struct dms_importer crm_adf_importer = {
    .size = sizeof(struct dms_importer),
    .name = "adf",
    .permission = "crm.lead",
    .run = import_adf,
    .whole = 1,
};
