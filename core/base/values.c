/* values.c - name=value pairs from a printf format.
 *
 * Values come from files and from people: a control character could forge a pair, a log
 * line or a terminal escape, so none is let through. */
#include "base/values.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define FORMAT_SIZE 1024

/* TEXT is the beginning of a character whose end was cut off. */
static bool
cut_character(const char *text)
{
    unsigned char lead = (unsigned char)*text;
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    size_t size = 1;
    while (((unsigned char)text[size] & 0xC0) == 0x80)
        size++;
    return text[size] == '\0' && size < need;
}

static bool
is_control(const char *text, size_t size)
{
    unsigned char first = (unsigned char)text[0];
    return size == 1 ? first < 0x20 || first == 0x7F
                     : size == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0;
}

/* Cleans FROM into TO, which may be the same place or before it. Returns the length. */
static size_t
clean(char *to, const char *from)
{
    size_t length = 0;
    for (size_t left = strlen(from); left > 0;) {
        size_t size = utf8_size(from, left);
        if (size == 0 && cut_character(from))
            break;
        size_t step = size == 0 ? 1 : size;
        if (size == 0 || is_control(from, size)) {
            to[length++] = size == 0 ? '?' : ' ';
        } else {
            memmove(to + length, from, size);
            length += size;
        }
        from += step;
        left -= step;
    }
    to[length] = '\0';
    return length;
}

static size_t
count_of(const char *text, char letter)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == letter;
    return count;
}

/* Prints with SEPARATOR for '|'. False when a value holds that very character. */
static bool
print_pairs(char *buffer, size_t size, const char *format, char separator,
            va_list arguments)
{
    char shape[FORMAT_SIZE];
    size_t length = strlen(format);
    if (length >= sizeof shape) {
        buffer[0] = '\0';
        return true;
    }
    for (size_t i = 0; i <= length; i++)
        shape[i] = format[i] == '|' ? separator : format[i];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    vsnprintf(buffer, size, shape, arguments);
#pragma GCC diagnostic pop
    return count_of(buffer, separator) <= count_of(format, '|');
}

static void
split(char *buffer, char separator)
{
    char *to = buffer;
    for (char *from = buffer, *next; from != NULL; from = next) {
        next = strchr(from, separator);
        if (next != NULL)
            *next++ = '\0';
        size_t length = clean(to, from);
        to += length > 0 ? length + 1 : 0;
    }
    *to = '\0';
}

void
values_print(char *buffer, size_t size, const char *format, va_list arguments)
{
    bool whole = false;
    char separator = '\x20';
    while (!whole && separator > '\x01') {
        va_list again;
        va_copy(again, arguments);
        separator--;
        whole = print_pairs(buffer, size - 1, format, separator, again);
        va_end(again);
    }
    split(buffer, separator);
}

const char *
values_at(const char *values, const char *name)
{
    size_t size = strlen(name);
    for (; *values != '\0'; values += strlen(values) + 1) {
        if (strncmp(values, name, size) == 0 && values[size] == '=')
            return values + size + 1;
    }
    return "";
}

void
values_copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from != NULL ? from : "");
    clean(to, to);
}
