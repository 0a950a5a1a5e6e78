/* adf_prospect.c - what an ADF file says about one lead, as fields of crm.lead. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "adf.h"

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

/* "Trade-In" is our trade_in. */
static void
take_attribute(struct dms_json *vehicle, const char *name, const char *value)
{
    char word[16];
    size_t size = 0;
    for (; value[size] != '\0' && size + 1 < sizeof(word); size++)
        word[size] =
            (char)(value[size] == '-' ? '_' : tolower((unsigned char)value[size]));
    word[size] = '\0';
    if (strcasecmp(adf_local(name), "interest") == 0)
        dms_json_set_text(vehicle, "interest", word);
    else if (strcasecmp(adf_local(name), "status") == 0)
        dms_json_set_text(vehicle, "status", word);
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
    for (; *attributes != NULL; attributes += 2)
        take_attribute(prospect->vehicle, attributes[0], attributes[1]);
}

void
adf_prospect_close(struct adf_prospect *prospect, const char *path,
                   const struct adf_marks *marks, const char *text)
{
    if (strcmp(path, "vehicle") == 0)
        adf_take_vehicle(prospect);
    if (strcmp(path, "customer/comments") == 0) {
        adf_take(prospect, path, marks, text);
        return;
    }
    char *line = one_line(text);
    adf_take(prospect, path, marks, line);
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
    if (dms_json_at_key(row, "provider") != NULL &&
        dms_json_at_key(row, "source_detail") == NULL)
        dms_json_set_text(row, "source_detail", dms_json_text_at(row, "provider"));
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
    /* A bare number without its source may be anybody's. */
    if (id != NULL && source != NULL) {
        if (asprintf(&key, "adf:%s:%s", source, id) < 0)
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
