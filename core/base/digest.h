/* digest.h - hashes, passwords, random tokens: the window to libsodium. */
#ifndef DMS_BASE_DIGEST_H
#define DMS_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dms/error.h"

#define DIGEST_SIZE 32
#define DIGEST_TEXT_SIZE 65 /* hexadecimal with the ending 0 */

struct digest_state {
    unsigned char opaque[448];
} __attribute__((aligned(64)));

/* BLAKE2b-256. */
void digest_begin(struct digest_state *state);
void digest_add(struct digest_state *state, const void *data, size_t size);
void digest_end(struct digest_state *state, unsigned char digest[DIGEST_SIZE]);
void digest_print(const unsigned char digest[DIGEST_SIZE], char text[DIGEST_TEXT_SIZE]);
/* SHA-256 of a file's bytes, for manifests people check with sha256sum. */
enum dms_status digest_file_sha256(const char *path, char text[DIGEST_TEXT_SIZE],
                                   struct dms_error *error);

/* Argon2id, libsodium's interactive limits. HASH: 128 bytes. */
enum dms_status password_hash(const char *password, char hash[128], struct dms_error *error);
bool password_matches(const char *password, const char *hash);
/* 2 × SIZE hexadecimal characters and the ending 0. */
void random_text(char *text, size_t size);

#endif
