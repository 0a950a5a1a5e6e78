/* adf_fuzz.c - any bytes as a file of leads: each prospect is a row of text with a key, and what is
 * wrong with the file is one error that says where. This file stands in the place of the core's. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "adf.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct dms_import {
    const uint8_t *bytes;
    size_t size, used;
};

enum dms_status
dms_import_read(struct dms_import *import, void *buffer, size_t size, size_t *got,
                struct dms_error *error)
{
    (void)error;
    size_t left = import->size - import->used, most = 7 + import->used % 1000;
    *got = left < size ? left : size;
    *got = *got < most ? *got : most; /* in pieces, as a slow wire brings them */
    if (*got > 0)
        memcpy(buffer, import->bytes + import->used, *got);
    import->used += *got;
    return DMS_OK;
}

const char *
dms_import_file(const struct dms_import *import)
{
    (void)import;
    return "lead.xml";
}

static enum dms_status
hear(void *context, struct adf_prospect *prospect, struct dms_error *error)
{
    struct dms_error *reason = dms_error_create();
    (void)context, (void)error;
    if (adf_prospect_finish(prospect, reason) != DMS_OK &&
        dms_error_key(reason)[0] == '\0')
        abort();
    for (size_t i = 0; i < dms_json_count(prospect->row); i++) {
        const char *text = dms_json_text(dms_json_value_at(prospect->row, i));
        if (text == NULL || !utf8_valid(text, strlen(text)))
            abort();
    }
    char *key = adf_prospect_key(prospect);
    if (key == NULL || key[0] == '\0' || prospect->line <= 0)
        abort();
    free(key);
    dms_error_destroy(reason);
    return DMS_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dms_import import = { data, size, 0 };
    struct dms_error *error = dms_error_create();
    if (adf_xml_walk(&import, hear, NULL, error) != DMS_OK &&
        (dms_error_key(error)[0] == '\0' || dms_error_file(error)[0] == '\0'))
        abort();
    dms_error_destroy(error);
    return 0;
}
