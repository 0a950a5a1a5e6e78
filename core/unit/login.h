/* login.h - one login on its way from a password to a session. */
#ifndef DMS_UNIT_LOGIN_H
#define DMS_UNIT_LOGIN_H

#include "access/throttle.h"
#include "unit/visit.h"

struct login {
    struct dms_login asked;
    char address[61], agent[201]; /* what core.session keeps of them */
    struct dms_request request;   /* as the house */
    struct throttle_rule rule;
    int64_t user; /* 0: nobody of that name, or switched off, or without a password */
    char hash[128];
    struct visit_opening opening;
};

/* The user who may log in under that name; NULL when there is none. */
enum dms_status login_user(struct dms_unit *unit, const char *name,
                           const struct dms_record **user, struct dms_error *error);
/* The password was right, and must still be: makes the session and dms_house_login's
 * answer. */
enum dms_status login_open(struct dms_house *house, struct login *login,
                           struct dms_json **answer, struct dms_error *error);
/* It was wrong: written down. Returns FORBIDDEN. */
enum dms_status login_wrong(struct dms_house *house, struct login *login,
                            struct dms_error *error);

#endif
