/* session.c - what opens the house for a stranger, as records: sessions and tokens.
 *
 * Only a login or dms_house_token makes one; from then on it is shown and removed like any
 * record, and never changed. */
#include "access/entities.h"

#define MADE DMS_READ_ONLY /* by the house alone */

static const struct dms_field session_fields[] = {
    { .name = "user",
      .type = DMS_REFERENCE,
      .flags = DMS_REQUIRED | DMS_INDEX | MADE,
      .target = "core.user" },
    { .name = "digest",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | MADE,
      .data_class = DMS_SECRET,
      .max_length = 64 },
    { .name = "address", .type = DMS_TEXT, .flags = MADE, .max_length = 60 },
    { .name = "agent", .type = DMS_TEXT, .flags = MADE, .max_length = 200 },
    { .name = "expires_at", .type = DMS_TIME, .flags = DMS_REQUIRED | MADE },
};
/* People come and go all day: who wants to know reads the audit. */
const struct dms_entity access_session =
    DMS_ENTITY(.name = "core.session", .flags = DMS_SHARED | DMS_NO_EVENTS,
               DMS_FIELDS(session_fields));

static const struct dms_field token_fields[] = {
    { .name = "user",
      .type = DMS_REFERENCE,
      .flags = DMS_REQUIRED | DMS_INDEX | MADE,
      .target = "core.user" },
    { .name = "digest",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | MADE,
      .data_class = DMS_SECRET,
      .max_length = 64 },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED | MADE, .max_length = 80 },
    /* As dms_request.scope has it; empty: all the user may. */
    { .name = "scope", .type = DMS_TEXT, .flags = MADE, .max_length = 1000 },
    { .name = "expires_at", .type = DMS_TIME, .flags = DMS_REQUIRED | MADE },
};
const struct dms_entity access_token =
    DMS_ENTITY(.name = "core.token", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(token_fields));
