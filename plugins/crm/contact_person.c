/* contact_person.c - who is who in an organisation, and who reports to whom (rows 32, 94). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

#define DEEPEST 20 /* a chain longer than this is no company's */

static const char *const parts[] = { "decides", "influences", "uses",
                                     "pays",    "other",      NULL };

static const struct dms_field fields[] = {
    { .name = "organisation",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 120 },
    { .name = "post", .type = DMS_TEXT, .max_length = 120 },
    { .name = "phone",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .check = "phone",
      .max_length = 40 },
    { .name = "email",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "email",
      .check = "email",
      .max_length = 254 },
    { .name = "part", .type = DMS_CHOICE, .choices = parts },
    { .name = "reports_to", .type = DMS_REFERENCE, .target = "crm.contact_person" },
    { .name = "left_on", .type = DMS_DATE },
    { .name = "note", .type = DMS_TEXT, .data_class = DMS_PERSONAL },
};

const struct dms_entity crm_contact_person_entity =
    DMS_ENTITY(.name = "crm.contact_person", .title = "name", DMS_FIELDS(fields));

static enum dms_status
want_organisation(struct dms_unit *unit, const struct dms_record *person,
                  struct dms_error *error)
{
    const struct dms_record *file = NULL;
    enum dms_status st = dms_unit_get(
        unit, "crm.customer", dms_record_int(person, "organisation"), &file, error);
    if (st != DMS_OK || crm_is(file, "kind", "organisation"))
        return st;
    return dms_fail_field(error, DMS_INVALID, "organisation", "crm.not_organisation",
                          "id=%" PRId64, dms_record_id(file));
}

/* Up the chain: everybody of the same house, nobody twice. */
static enum dms_status
want_tree(struct dms_unit *unit, const struct dms_record *person, struct dms_error *error)
{
    const struct dms_record *at = person;
    for (int depth = 0; dms_record_has(at, "reports_to"); depth++) {
        int64_t above = dms_record_int(at, "reports_to");
        if (depth == DEEPEST || above == dms_record_id(person))
            return dms_fail_field(error, DMS_INVALID, "reports_to", "crm.contact_circle",
                                  "");
        enum dms_status st = dms_unit_get(unit, "crm.contact_person", above, &at, error);
        if (st != DMS_OK)
            return st;
        if (dms_record_int(at, "organisation") != dms_record_int(person, "organisation"))
            return dms_fail_field(error, DMS_INVALID, "reports_to",
                                  "crm.contact_elsewhere", "id=%" PRId64, above);
    }
    return DMS_OK;
}

static enum dms_status
check_person(struct dms_unit *unit, struct dms_record *person, void *data,
             struct dms_error *error)
{
    (void)data;
    enum dms_status st = DMS_OK;
    if (dms_record_changed(person, "organisation") &&
        dms_record_has(person, "organisation"))
        st = want_organisation(unit, person, error);
    if (st == DMS_OK && dms_record_changed(person, "reports_to"))
        st = want_tree(unit, person, error);
    return st;
}

const struct dms_hook crm_contact_person_hook =
    DMS_HOOK(.name = "crm/contact_person", .on = "crm.contact_person.save",
             .run = check_person);
