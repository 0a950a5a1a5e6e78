/* secret.h - what opens the house for a stranger: the key of a session or of a token.
 *
 * 256 random bits as text. The house keeps only the digest, so whoever reads the database
 * cannot come in; and one who can choose digests cannot choose secrets, so finding one by
 * its digest may take as long as it takes. */
#ifndef DMS_ACCESS_SECRET_H
#define DMS_ACCESS_SECRET_H

#include <stdbool.h>

#include "base/digest.h"
#include "dms/front.h"

#define SECRET_SIZE 71 /* "dms_s_" and 64 hexadecimal characters, with the ending 0 */
#define CSRF_SIZE   33

void secret_make(enum dms_visitor_kind kind, char secret[SECRET_SIZE]);
/* The kind that SECRET's beginning says; 0 when it is no secret of ours. */
enum dms_visitor_kind secret_kind(const char *secret);
/* What is kept of it, in hexadecimal. */
void secret_digest(const char *secret, char digest[DIGEST_TEXT_SIZE]);
/* The word a browser repeats beside its session. It follows from the secret, so it need not
 * be kept, and from it nobody finds the secret. */
void secret_csrf(const char *secret, char csrf[CSRF_SIZE]);

#endif
