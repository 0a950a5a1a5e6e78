/* adf_take.c - where in the lead each element of an ADF file goes.
 *
 * What has no field of its own, or comes a second time, is kept in the note: a lead forgets
 * nothing it was told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adf.h"
#include "verdict.h"

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
    { "provider/contact/name", "provider" },
    { "vehicle/year", "year" },
    { "vehicle/make", "make" },
    { "vehicle/model", "model" },
    { "vehicle/trim", "trim" },
    { "vehicle/vin", "vin" },
    { "vehicle/stock", "stock" },
};

/* What is said of a car, in the order people say it, and where it stands in the lead. */
static const struct {
    const char *said, *wanted, *traded;
} vehicle_fields[] = {
    { "interest", "interest", NULL },           { "status", "vehicle_status", NULL },
    { "year", "year_wanted", "trade_year" },    { "make", "make_wanted", "trade_make" },
    { "model", "model_wanted", "trade_model" }, { "trim", "trim_wanted", NULL },
    { "vin", "vin_wanted", "trade_vin" },       { "stock", "stock_no", NULL },
};

#define VEHICLE_FIELDS (sizeof(vehicle_fields) / sizeof(vehicle_fields[0]))

void
adf_add_note(struct adf_prospect *prospect, const char *label, const char *said,
             const char *text)
{
    char *line = NULL;
    bool plain = said[0] == '\0';
    if (asprintf(&line, "%s%s%s%s: %s", label, plain ? "" : " (", said, plain ? "" : ")",
                 text) < 0)
        abort(); /* out of memory ends the program */
    dms_json_take(prospect->note, dms_json_create_text(line));
    free(line);
}

/* False when KEY is taken by another text. */
static bool
put(struct dms_json *object, const char *key, const char *text)
{
    const char *known = dms_json_text_at(object, key);
    if (known == NULL)
        dms_json_set_text(object, key, text);
    return known == NULL || strcmp(known, text) == 0;
}

/* The customer is called on the mobile first, at work last; a fax is no phone, and a number
 * nobody can have only stands when there is no other. */
static int
phone_rank(const struct adf_marks *marks, const char *text)
{
    static const char *const fit[] = { "mobile",   "cellphone", "cell",   "voice",
                                       "",         "phone",     "home",   "work",
                                       "business", "daytime",   "evening" };
    struct crm_finding finding = { 0 };
    int count = (int)(sizeof(fit) / sizeof(fit[0])), rank = 2;
    if (strcmp(marks->kind, "fax") == 0 || strcmp(marks->kind, "pager") == 0)
        return 0;
    crm_judge_phone(text, &finding);
    if (finding.verdict == CRM_REFUSED)
        return 1;
    for (int i = 0; i < count; i++)
        if (strcmp(marks->kind, fit[i]) == 0)
            rank = count + 2 - i;
    return rank + (marks->preferred ? 100 : 0);
}

static void
take_phone(struct adf_prospect *prospect, const struct adf_marks *marks, const char *text)
{
    int rank = phone_rank(marks, text);
    const char *known = dms_json_text_at(prospect->row, "phone");
    if (rank <= prospect->phone_rank) {
        adf_add_note(prospect, marks->kind[0] != '\0' ? marks->kind : "phone",
                     marks->said, text);
        return;
    }
    if (known != NULL)
        adf_add_note(prospect, "phone", "", known);
    /* "Ring in the evening" is said of the number, so it stands beside it. */
    if (marks->said[0] != '\0')
        adf_add_note(prospect, "phone", marks->said, text);
    prospect->phone_rank = rank;
    dms_json_set_text(prospect->row, "phone", text);
}

static void
take_name(struct adf_prospect *prospect, const char *path, const struct adf_marks *marks,
          const char *text)
{
    static const char *const parts[] = { "full", "first", "middle", "last", "surname" };
    const char *kind = marks->kind[0] != '\0' ? marks->kind : "full";
    bool known = strcmp(kind, "individual") == 0 || strcmp(kind, "business") == 0;
    if (known)
        kind = "full"; /* only a type, no part */
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        known = known || strcmp(kind, parts[i]) == 0;
    if (!known || !put(prospect->names, kind, text))
        adf_add_note(prospect, path, kind, text);
}

/* An id without text has put what it means into its attributes. */
static void
take_id(struct adf_prospect *prospect, const struct adf_marks *marks, const char *text)
{
    bool first = dms_json_at_key(prospect->row, "external_id") == NULL;
    if (text[0] != '\0' && first) {
        dms_json_set_text(prospect->row, "external_id", text);
        if (marks->source[0] != '\0')
            dms_json_set_text(prospect->row, "source_detail", marks->source);
    } else if (text[0] != '\0') {
        adf_add_note(prospect, "id", marks->source, text);
    } else if (marks->source[0] != '\0' && first) {
        put(prospect->row, "source_detail", marks->source);
        if (marks->sequence[0] != '\0')
            adf_add_note(prospect, "id", marks->source, marks->sequence);
    }
}

static bool
take_leaf(struct adf_prospect *prospect, const char *path, const char *text)
{
    for (size_t i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++) {
        if (strcmp(path, leaves[i].path) != 0)
            continue;
        bool car = strncmp(path, "vehicle/", 8) == 0;
        return put(car ? prospect->vehicle : prospect->row, leaves[i].field, text);
    }
    return false;
}

void
adf_take(struct adf_prospect *prospect, const char *path, const struct adf_marks *marks,
         const char *text)
{
    if (strcmp(path, "id") == 0)
        take_id(prospect, marks, text);
    else if (text[0] == '\0')
        return;
    else if (prospect->contacts > 1 && strncmp(path, "customer/contact/", 17) == 0)
        /* A second contact of the customer is somebody else. */
        adf_add_note(prospect, path, marks->kind[0] != '\0' ? marks->kind : marks->said,
                     text);
    else if (strcmp(path, "customer/contact/name") == 0)
        take_name(prospect, path, marks, text);
    else if (strcmp(path, "customer/contact/phone") == 0)
        take_phone(prospect, marks, text);
    else if (strncmp(path, "customer/contact/address/", 25) == 0)
        dms_json_take(prospect->address, dms_json_create_text(text));
    else if (!take_leaf(prospect, path, text))
        adf_add_note(prospect, path, marks->said, text);
}

/* "vehicle: used 2019 Nissan Kicks": a car more than the lead has places for. */
static void
note_vehicle(struct adf_prospect *prospect)
{
    struct dms_json *words = dms_json_create_array();
    for (size_t i = 0; i < VEHICLE_FIELDS; i++) {
        const char *text = dms_json_text_at(prospect->vehicle, vehicle_fields[i].said);
        if (text != NULL)
            dms_json_take(words, dms_json_create_text(text));
    }
    char *line = adf_join(words, " ");
    if (line[0] != '\0')
        adf_add_note(prospect, "vehicle", "", line);
    free(line);
    dms_json_destroy(words);
}

/* The first car that is not given in exchange is the one wanted; more go to the note. */
void
adf_take_vehicle(struct adf_prospect *prospect)
{
    const char *interest = dms_json_text_at(prospect->vehicle, "interest");
    bool traded = interest != NULL && strcmp(interest, "trade_in") == 0;
    bool *taken = traded ? &prospect->traded : &prospect->wanted;
    if (*taken)
        note_vehicle(prospect);
    for (size_t i = 0; i < VEHICLE_FIELDS && !*taken; i++) {
        const char *said = vehicle_fields[i].said;
        const char *text = dms_json_text_at(prospect->vehicle, said);
        const char *field = traded ? vehicle_fields[i].traded : vehicle_fields[i].wanted;
        if (text != NULL && field != NULL)
            dms_json_set_text(prospect->row, field, text);
        else if (text != NULL &&
                 (strcmp(said, "trim") == 0 || strcmp(said, "stock") == 0))
            adf_add_note(prospect, "vehicle/trade-in", said, text);
    }
    *taken = true;
    dms_json_destroy(prospect->vehicle);
    prospect->vehicle = NULL;
}
