/* digest.c - hashes, passwords, random tokens, all from libsodium. */
#include "base/digest.h"
#include "dms/house.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct digest_state) >= sizeof(crypto_generichash_state),
               "a digest_state holds libsodium's");

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
start_sodium(void)
{
    if (sodium_init() < 0)
        abort();
}

void
digest_begin(struct digest_state *state)
{
    pthread_once(&once, start_sodium);
    crypto_generichash_init((crypto_generichash_state *)(void *)state, NULL, 0,
                            DIGEST_SIZE);
}

void
digest_add(struct digest_state *state, const void *data, size_t size)
{
    crypto_generichash_update((crypto_generichash_state *)(void *)state, data, size);
}

void
digest_end(struct digest_state *state, unsigned char digest[DIGEST_SIZE])
{
    crypto_generichash_final((crypto_generichash_state *)(void *)state, digest,
                             DIGEST_SIZE);
}

void
digest_print(const unsigned char digest[DIGEST_SIZE], char text[DIGEST_TEXT_SIZE])
{
    sodium_bin2hex(text, DIGEST_TEXT_SIZE, digest, DIGEST_SIZE);
}

enum dms_status
digest_file_sha256(const char *path, char text[DIGEST_TEXT_SIZE], struct dms_error *error)
{
    unsigned char buffer[16384], digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return dms_fail(error, DMS_NOT_FOUND, "base.cannot_read", "file=%s|reason=%s",
                        path, strerror(errno));
    pthread_once(&once, start_sodium);
    crypto_hash_sha256_init(&state);
    for (size_t got; (got = fread(buffer, 1, sizeof(buffer), file)) > 0;)
        crypto_hash_sha256_update(&state, buffer, got);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return dms_fail(error, DMS_STORAGE, "base.cannot_read", "file=%s|reason=%s", path,
                        strerror(EIO));
    crypto_hash_sha256_final(&state, digest);
    sodium_bin2hex(text, DIGEST_TEXT_SIZE, digest, sizeof(digest));
    return DMS_OK;
}

enum dms_status
password_hash(const char *password, char hash[128], struct dms_error *error)
{
    pthread_once(&once, start_sodium);
    if (crypto_pwhash_argon2id_str(hash, password, strlen(password),
                                   crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
                                   crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE) == 0)
        return DMS_OK;
    return dms_fail(error, DMS_LIMIT, "base.password_memory", "");
}

bool
password_matches(const char *password, const char *hash)
{
    pthread_once(&once, start_sodium);
    return crypto_pwhash_argon2id_str_verify(hash, password, strlen(password)) == 0;
}

void
random_text(char *text, size_t size)
{
    unsigned char bytes[64];
    text[0] = '\0';
    pthread_once(&once, start_sodium);
    for (size_t done = 0; done < size;) {
        size_t now = size - done < sizeof(bytes) ? size - done : sizeof(bytes);
        randombytes_buf(bytes, now);
        sodium_bin2hex(text + 2 * done, 2 * now + 1, bytes, now);
        done += now;
    }
}

void
dms_digest(const void *data, size_t size, char text[DIGEST_TEXT_SIZE])
{
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    digest_begin(&state);
    digest_add(&state, data, size);
    digest_end(&state, digest);
    digest_print(digest, text);
}
