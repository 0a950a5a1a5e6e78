/* percent.c - the letters that mean nothing to anybody stay, all others become %XX. */
#include "percent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
percent_encode(const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-._~";
    char *encoded = malloc(strlen(text) * 3 + 1), *to = encoded;
    if (encoded == NULL)
        abort();
    for (; *text != '\0'; text++)
        if (strchr(plain, *text) != NULL)
            *to++ = *text;
        else
            to += sprintf(to, "%%%02X", (unsigned char)*text);
    *to = '\0';
    return encoded;
}
