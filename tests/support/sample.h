/* sample.h - one record of anything a house knows, its personal values of a kind that turns up
 * nowhere else. */
#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include "support/http_house.h"

struct sampler {
    struct http_house *house;
    struct dms_json *description; /* of the house */
    int64_t number;               /* what the next value is made of */
    /* Records that others may refer to, made once per store. */
    struct {
        char entity[64], store[8];
        int64_t id;
    } made[400];
    size_t made_count;
};

void sampler_begin(struct sampler *sampler, struct http_house *house);
void sampler_end(struct sampler *sampler);
/* As the house describes it; NULL when there is none. Borrowed. */
const struct dms_json *sampler_entity(const struct sampler *sampler, const char *name);
/* A field whose values not everybody sees in clear. */
bool sampler_is_guarded(const struct dms_json *field);
/* Makes one in STORE (code) that belongs to OWNER (a user's id); its id, or 0 with WHY. */
int64_t sampler_make(struct sampler *sampler, const char *entity, const char *store,
                     int64_t owner, char why[static 256]);

#endif
