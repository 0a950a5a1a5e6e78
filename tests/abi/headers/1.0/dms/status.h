/* status.h - the one list of answers; "a rule said no" is an answer, not a failure.
 *
 * Every function of the contract that can go wrong returns one of these and, when it is
 * not DMS_OK, has filled the dms_error it was given. Since 1.0. */
#ifndef DMS_STATUS_H
#define DMS_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define DMS_EXTERN_C_BEGIN extern "C" {
#define DMS_EXTERN_C_END }
#else
#define DMS_EXTERN_C_BEGIN
#define DMS_EXTERN_C_END
#endif

/* Marks what leaves libdms.so; everything else in the library is hidden. */
#define DMS_API __attribute__((visibility("default")))
#define DMS_PRINTF(format_at, first_at) \
    __attribute__((format(printf, format_at, first_at)))

#define DMS_STATUS_LIST(X)                               \
    X(OK, "done")                                        \
    X(INVALID, "the request makes no sense")             \
    X(DENIED, "a business rule said no")                 \
    X(FORBIDDEN, "this user may not do that")            \
    X(CONFLICT, "somebody changed it first")             \
    X(NOT_FOUND, "there is no such thing")               \
    X(LIMIT, "a limit was reached")                      \
    X(BUSY, "somebody else holds it; try again")         \
    X(FULL, "the disk is full; reading still works")     \
    X(STORAGE, "the database failed")                    \
    X(UNSUPPORTED, "this house cannot do that")          \
    X(BUG, "the program contradicts itself; please report")

enum dms_status {
#define DMS_STATUS_MEMBER(name, text) DMS_##name,
    DMS_STATUS_LIST(DMS_STATUS_MEMBER)
#undef DMS_STATUS_MEMBER
};

DMS_EXTERN_C_BEGIN

/* The constant's own name in lower case: "ok", "invalid", "not_found". Stable: the API
 * and scripts may compare it. Borrowed for ever; "unknown" for a number not listed. */
DMS_API const char *dms_status_name(enum dms_status status);

DMS_EXTERN_C_END

#endif
