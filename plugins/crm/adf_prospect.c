/* adf_prospect.c - what an ADF file says about one lead, as fields of crm.lead.
 *
 * What has no field of its own is kept in the note: a lead forgets nothing it was told. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adf.h"

/* Paths whose text is a field as it stands; the first one said wins. */
static const struct {
    const char *path, *field;
} leaves[] = {
    { "requestdate", "requested_at" },
    { "customer/contact/email", "email" },
    { "customer/comments", "words" },
    { "vendor/vendorname", "vendor" },
    { "vendor/contact/name", "vendor" },
    { "provider/name", "provider" },
    { "vehicle/year", "year" },
    { "vehicle/make", "make" },
    { "vehicle/model", "model" },
    { "vehicle/trim", "trim" },
    { "vehicle/vin", "vin" },
    { "vehicle/stock", "stock" },
};

static const struct {
    const char *said, *wanted, *traded;
} vehicle_fields[] = {
    { "year", "year_wanted", "trade_year" },    { "make", "make_wanted", "trade_make" },
    { "model", "model_wanted", "trade_model" }, { "trim", "trim_wanted", NULL },
    { "vin", "vin_wanted", "trade_vin" },       { "stock", "stock_no", NULL },
    { "status", "vehicle_status", NULL },       { "interest", "interest", NULL },
};

void
adf_prospect_begin(struct adf_prospect *prospect, int64_t line)
{
    adf_prospect_end(prospect);
    *prospect = (struct adf_prospect){
        .line = line,
        .row = dms_json_create_object(),
        .names = dms_json_create_object(),
        .address = dms_json_create_array(),
        .note = dms_json_create_array(),
    };
    dms_json_set_text(prospect->row, "source", "adf");
}

void
adf_prospect_end(struct adf_prospect *prospect)
{
    struct dms_json *const all[] = { prospect->row, prospect->vehicle, prospect->names,
                                     prospect->address, prospect->note };
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        dms_json_destroy(all[i]);
    memset(prospect, 0, sizeof(*prospect));
}

static void
put(struct dms_json *object, const char *key, const char *text)
{
    if (dms_json_at_key(object, key) == NULL)
        dms_json_set_text(object, key, text);
}

/* One line: tabs, breaks and runs of blanks say no more than one blank. Yours to free(). */
static char *
one_line(const char *text)
{
    char *line = strdup(text), *end = line;
    if (line == NULL)
        abort(); /* out of memory ends the program */
    for (; *text != '\0'; text++) {
        bool blank = strchr(" \t\r\n", *text) != NULL;
        if (!blank || (end > line && end[-1] != ' '))
            *end++ = blank ? ' ' : *text;
    }
    *end = '\0';
    return line;
}

static void
add_note(struct adf_prospect *prospect, const char *path, const char *text)
{
    struct dms_json *line = dms_json_create_array();
    dms_json_take(line, dms_json_create_text(path));
    dms_json_take(line, dms_json_create_text(text));
    char *joined = adf_join(line, ": ");
    dms_json_take(prospect->note, dms_json_create_text(joined));
    free(joined);
    dms_json_destroy(line);
}

void
adf_prospect_open(struct adf_prospect *prospect, const char *path,
                  const char **attributes)
{
    if (strcmp(path, "customer/contact") == 0)
        prospect->contacts++;
    if (strcmp(path, "vehicle") != 0)
        return;
    dms_json_destroy(prospect->vehicle);
    prospect->vehicle = dms_json_create_object();
    for (; *attributes != NULL; attributes += 2) {
        char word[16];
        snprintf(word, sizeof(word), "%s", attributes[1]);
        for (char *at = word; *at != '\0'; at++)
            *at = *at == '-' ? '_' : *at;
        if (strcmp(attributes[0], "interest") == 0 ||
            strcmp(attributes[0], "status") == 0)
            dms_json_set_text(prospect->vehicle, attributes[0], word);
    }
}

/* The customer is called on the mobile first, at work last; a fax is no phone. */
static int
phone_rank(const struct adf_marks *marks)
{
    static const char *const fit[] = { "mobile",   "cellphone", "cell",   "voice",
                                       "",         "phone",     "home",   "work",
                                       "business", "daytime",   "evening" };
    if (strcmp(marks->kind, "fax") == 0 || strcmp(marks->kind, "pager") == 0)
        return 0;
    int count = (int)(sizeof(fit) / sizeof(fit[0]));
    for (int i = 0; i < count; i++)
        if (strcmp(marks->kind, fit[i]) == 0)
            return count + 1 - i + (marks->preferred ? 100 : 0);
    return 1;
}

static void
take_phone(struct adf_prospect *prospect, const struct adf_marks *marks, const char *text)
{
    int rank = phone_rank(marks);
    if (rank > prospect->phone_rank) {
        prospect->phone_rank = rank;
        if (dms_json_text_at(prospect->row, "phone") != NULL)
            add_note(prospect, "phone", dms_json_text_at(prospect->row, "phone"));
        dms_json_set_text(prospect->row, "phone", text);
        return;
    }
    add_note(prospect, marks->kind[0] != '\0' ? marks->kind : "phone", text);
}

/* The first car that is not given in exchange is the one wanted; more go to the note. */
static void
take_vehicle(struct adf_prospect *prospect)
{
    const char *interest = dms_json_text_at(prospect->vehicle, "interest");
    bool traded = interest != NULL && strcmp(interest, "trade_in") == 0;
    const char *slot = traded ? "trade_make" : "make_wanted";
    bool taken =
        dms_json_at_key(prospect->row, slot) != NULL ||
        dms_json_at_key(prospect->row, traded ? "trade_model" : "model_wanted") != NULL;
    for (size_t i = 0; i < sizeof(vehicle_fields) / sizeof(vehicle_fields[0]); i++) {
        const char *text = dms_json_text_at(prospect->vehicle, vehicle_fields[i].said);
        const char *field = traded ? vehicle_fields[i].traded : vehicle_fields[i].wanted;
        if (text != NULL && !taken && field != NULL)
            put(prospect->row, field, text);
        else if (text != NULL && (taken || strcmp(vehicle_fields[i].said, "trim") == 0))
            add_note(prospect, vehicle_fields[i].said, text);
    }
    dms_json_destroy(prospect->vehicle);
    prospect->vehicle = NULL;
}

static bool
take_leaf(struct adf_prospect *prospect, const char *path, const char *text)
{
    for (size_t i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++) {
        if (strcmp(path, leaves[i].path) != 0)
            continue;
        bool car = strncmp(path, "vehicle/", 8) == 0;
        put(car ? prospect->vehicle : prospect->row, leaves[i].field, text);
        return true;
    }
    return false;
}

static void
take_text(struct adf_prospect *prospect, const char *path, const struct adf_marks *marks,
          const char *text)
{
    if (strcmp(path, "customer/contact/name") == 0)
        put(prospect->names, marks->kind[0] != '\0' ? marks->kind : "full", text);
    else if (strcmp(path, "customer/contact/phone") == 0)
        take_phone(prospect, marks, text);
    else if (strncmp(path, "customer/contact/address/", 25) == 0)
        dms_json_take(prospect->address, dms_json_create_text(text));
    else if (strcmp(path, "id") == 0) {
        put(prospect->row, "external_id", text);
        if (marks->kind[0] != '\0')
            put(prospect->row, "source_detail", marks->kind);
    } else if (!take_leaf(prospect, path, text) && strncmp(path, "vendor/", 7) != 0 &&
               strncmp(path, "provider/", 9) != 0)
        add_note(prospect, path, text);
}

void
adf_prospect_close(struct adf_prospect *prospect, const char *path,
                   const struct adf_marks *marks, const char *text)
{
    if (strcmp(path, "vehicle") == 0)
        take_vehicle(prospect);
    /* A second contact of the customer is somebody else. */
    if (text[0] == '\0' ||
        (prospect->contacts > 1 && strncmp(path, "customer/contact/", 17) == 0))
        return;
    if (strcmp(path, "customer/comments") == 0) {
        take_text(prospect, path, marks, text);
        return;
    }
    char *line = one_line(text);
    take_text(prospect, path, marks, line);
    free(line);
}

static void
put_joined(struct adf_prospect *prospect, const char *field, char *joined)
{
    if (joined[0] != '\0')
        dms_json_set_text(prospect->row, field, joined);
    free(joined);
}

enum dms_status
adf_prospect_finish(struct adf_prospect *prospect, struct dms_error *error)
{
    struct dms_json *row = prospect->row;
    put_joined(prospect, "name", adf_full_name(prospect->names));
    put_joined(prospect, "address", adf_join(prospect->address, ", "));
    put_joined(prospect, "note", adf_join(prospect->note, "\n"));
    if (dms_json_at_key(row, "provider") != NULL)
        put(row, "source_detail", dms_json_text_at(row, "provider"));
    if (dms_json_at_key(row, "interest") == NULL &&
        dms_json_at_key(row, "trade_make") != NULL)
        dms_json_set_text(row, "interest", "trade_in");
    if (prospect->contacts == 0)
        return dms_fail(error, DMS_INVALID, "crm.adf_no_contact", "");
    if (dms_json_at_key(row, "name") == NULL) {
        return dms_fail_field(error, DMS_INVALID, "name", "crm.adf_no_name", "");
    }
    if (dms_json_at_key(row, "phone") == NULL && dms_json_at_key(row, "email") == NULL) {
        return dms_fail_field(error, DMS_INVALID, "phone", "crm.adf_unreachable", "");
    }
    return DMS_OK;
}

/* FNV-1a of 128 bits over the row in its sorted, compact form: a fingerprint, no seal. */
char *
adf_prospect_key(const struct adf_prospect *prospect)
{
    const char *id = dms_json_text_at(prospect->row, "external_id");
    const char *source = dms_json_text_at(prospect->row, "source_detail");
    char *key = NULL;
    if (id != NULL) {
        if (asprintf(&key, "adf:%s:%s", source != NULL ? source : "", id) < 0)
            abort(); /* out of memory ends the program */
        return key;
    }
    const unsigned __int128 prime = ((unsigned __int128)1 << 88) + 0x13b;
    unsigned __int128 sum = ((unsigned __int128)UINT64_C(0x6c62272e07bb0142) << 64) +
                            UINT64_C(0x62b821756295c58d);
    char *text = dms_json_print(prospect->row);
    for (const char *at = text; *at != '\0'; at++)
        sum = (sum ^ (unsigned char)*at) * prime;
    free(text);
    if (asprintf(&key, "adf:%016" PRIx64 "%016" PRIx64, (uint64_t)(sum >> 64),
                 (uint64_t)sum) < 0)
        abort(); /* out of memory ends the program */
    return key;
}
