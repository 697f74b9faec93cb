/* SPDX-License-Identifier: GPL-3.0-or-later
 * Put before OpenSMTPD 6.8, whose separate process for the private key can't work with OpenSSL 3 (that copies a key where 6.8 leaves a mark on it): the
 * process that speaks TLS gets the tests' key itself. TLS, sign-in and everything else stay OpenSMTPD's own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

static EVP_PKEY *key;

/* Before main(): afterwards the process is in its chroot and nobody. */
__attribute__((constructor)) static void load(void)
{
    FILE *file = fopen("/etc/smtpd.key", "r");
    if (file) {
        key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
        fclose(file);
    }
}

int SSL_CTX_use_PrivateKey(SSL_CTX *context, EVP_PKEY *mark)
{
    int (*use)(SSL_CTX *, EVP_PKEY *) = (int (*)(SSL_CTX *, EVP_PKEY *))dlsym(RTLD_NEXT, "SSL_CTX_use_PrivateKey");
    return use(context, key ? key : mark);
}
