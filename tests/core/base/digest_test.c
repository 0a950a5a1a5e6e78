/* digest_test.c  proves  core/base/digest.c */
#include "proof.h"

#include <unistd.h>

#include "base/digest.h"

/* BLAKE2b-256 of nothing. */
#define OF_NOTHING "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"

static void
a_digest_does_not_depend_on_the_pieces(void **state)
{
    (void)state;
    struct digest_state digest;
    unsigned char one[DIGEST_SIZE], other[DIGEST_SIZE];
    char text[DIGEST_TEXT_SIZE];
    digest_begin(&digest);
    digest_end(&digest, one);
    digest_print(one, text);
    assert_string_equal(text, OF_NOTHING);
    digest_begin(&digest);
    digest_add(&digest, "ab", 2);
    digest_add(&digest, "c", 1);
    digest_end(&digest, one);
    digest_begin(&digest);
    digest_add(&digest, "abc", 3);
    digest_end(&digest, other);
    assert_memory_equal(one, other, DIGEST_SIZE);
}

static void
a_file_has_the_sum_that_sha256sum_shows(void **state)
{
    (void)state;
    char path[] = "/tmp/dms-digest-XXXXXX", text[DIGEST_TEXT_SIZE];
    struct dms_error error = { 0 };
    int file = mkstemp(path);
    assert_int_equal(write(file, "abc", 3), 3);
    close(file);
    assert_int_equal(digest_file_sha256(path, text, &error), DMS_OK);
    assert_string_equal(
        text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    unlink(path);
    assert_int_equal(digest_file_sha256(path, text, &error), DMS_NOT_FOUND);
    assert_string_equal(dms_error_key(&error), "base.cannot_read");
    dms_error_clear(&error);
    assert_int_equal(digest_file_sha256("/tmp", text, &error), DMS_STORAGE);
}

static void
a_password_matches_its_own_hash_only(void **state)
{
    (void)state;
    char hash[128], again[128];
    assert_int_equal(password_hash("密码 secret", hash, NULL), DMS_OK);
    assert_int_equal(password_hash("密码 secret", again, NULL), DMS_OK);
    assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
    assert_string_not_equal(hash, again);
    assert_true(password_matches("密码 secret", hash));
    assert_false(password_matches("密码 secre", hash));
    assert_false(password_matches("", hash));
    assert_false(password_matches("x", "no hash"));
    assert_false(password_matches("x", ""));
}

static void
random_texts_differ(void **state)
{
    (void)state;
    char one[201], other[201];
    random_text(one, 100);
    random_text(other, 100);
    assert_int_equal(strlen(one), 200);
    assert_int_equal(strspn(one, "0123456789abcdef"), 200);
    assert_string_not_equal(one, other);
    random_text(one, 0);
    assert_string_equal(one, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_does_not_depend_on_the_pieces),
        cmocka_unit_test(a_file_has_the_sum_that_sha256sum_shows),
        cmocka_unit_test(a_password_matches_its_own_hash_only),
        cmocka_unit_test(random_texts_differ),
    };
    return PROVE(tests);
}
