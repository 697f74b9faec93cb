// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DkimSignature.h"

#include <QByteArray>

#include <gtest/gtest.h>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace tern::mime {
namespace {

constexpr std::int64_t kNow = 1'795'398'067;

std::string crlf(std::string text)
{
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
        text.insert(at, "\r");
    return text;
}

// The example of RFC 8463, appendix A: not signed by us.
const std::string kExample = crlf(
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\n d=football.example.com; i=@football.example.com;\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\n"
    " subject : date : message-id : from : subject : date;\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\n"
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\n Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\n"
    "From: Joe SixPack <joe@football.example.com>\nTo: Suzie Q <suzie@shopping.example.net>\nSubject: Is dinner ready?\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\nMessage-ID: <20030712040037.46341.5F8J@football.example.com>\n\n"
    "Hi.\n\nWe lost the game.  Are you hungry yet?\n\nJoe.\n");
const std::string kExampleKey = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

DkimOutcome verify(const std::string &message, const std::string &key, std::int64_t now = kNow)
{
    const auto signatures = dkimSignatures(message.substr(0, message.find("\r\n\r\n") + 2));
    EXPECT_EQ(signatures.size(), 1U);
    return signatures.empty() ? DkimOutcome::NoKey : verifyDkim(message, signatures.front(), key, now);
}

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

TEST(Dkim, TheExampleOfTheRfcHolds)
{
    const auto signatures = dkimSignatures(kExample);
    ASSERT_EQ(signatures.size(), 1U);
    EXPECT_EQ(signatures.front().keyName(), "brisbane._domainkey.football.example.com");
    EXPECT_EQ(signatures.front().fields.size(), 8U);
    EXPECT_EQ(verify(kExample, kExampleKey), DkimOutcome::Valid);
}

TEST(Dkim, WhatRelaxedAllowsChangesNothing)
{
    EXPECT_EQ(verify(replaced(kExample, "Subject: Is dinner ready?", "SUBJECT:   Is \t dinner\r\n\tready?  "), kExampleKey), DkimOutcome::Valid);
    EXPECT_EQ(verify(kExample + "\r\n\r\n", kExampleKey), DkimOutcome::Valid);
    EXPECT_EQ(verify(replaced(kExample, "game.  Are", "game. Are"), kExampleKey), DkimOutcome::Valid);
    EXPECT_EQ(verify(replaced(kExample, "\r\n\r\nHi.", "\r\nX-Added: by a list\r\n\r\nHi."), kExampleKey), DkimOutcome::Valid);
}

TEST(Dkim, ChangesAreFound)
{
    EXPECT_EQ(verify(replaced(kExample, "lost the game", "won the game"), kExampleKey), DkimOutcome::BodyChanged);
    EXPECT_EQ(verify(replaced(kExample, "Is dinner ready?", "Is breakfast ready?"), kExampleKey), DkimOutcome::HeaderChanged);
    EXPECT_EQ(verify(replaced(kExample, "joe@football", "bob@football"), kExampleKey), DkimOutcome::HeaderChanged);
    // A second From that h= names once more than there were.
    EXPECT_EQ(verify(replaced(kExample, "\r\n\r\nHi.", "\r\nFrom: x@evil.example\r\n\r\nHi."), kExampleKey), DkimOutcome::HeaderChanged);
    EXPECT_EQ(verify(kExample, "v=DKIM1; k=ed25519; p="), DkimOutcome::NoKey);
    EXPECT_EQ(verify(kExample, "v=DKIM1; k=rsa; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="), DkimOutcome::NoKey);
    EXPECT_EQ(verify(kExample, "no record"), DkimOutcome::NoKey);
    EXPECT_EQ(verify(kExample, replaced(kExampleKey, "11qY", "21qY")), DkimOutcome::HeaderChanged);
}

TEST(Dkim, WhatIsNoSignatureIsNotTaken)
{
    for (const auto &[what, with] : {std::pair{"v=1", "v=2"}, std::pair{"h=from", "h=x-from"}, std::pair{"i=@football", "i=@basketball"}, std::pair{"d=football", "d=x.football"},
                                     std::pair{"a=ed25519", "a=md5"}}) {
        std::string message = replaced(kExample, what, with);
        if (std::string_view(what) == "h=from")
            message = replaced(message, "message-id : from", "message-id : x-from");
        EXPECT_TRUE(dkimSignatures(message).empty()) << with;
    }
}

struct Signer {
    explicit Signer(unsigned bits) : key(EVP_RSA_gen(bits)) {}
    ~Signer() { EVP_PKEY_free(key); }
    [[nodiscard]] std::string record() const
    {
        unsigned char *der = nullptr;
        const int size = i2d_PUBKEY(key, &der);
        const QByteArray text = QByteArray(static_cast<const char *>(static_cast<void *>(der)), size).toBase64();
        OPENSSL_free(der);
        return "v=DKIM1; k=rsa; p=" + text.toStdString();
    }
    /// Base64 of the signature on exactly these bytes.
    [[nodiscard]] std::string sign(const std::string &bytes) const
    {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        std::string out(1'000, '\0');
        std::size_t size = out.size();
        EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key);
        EVP_DigestSign(context, static_cast<unsigned char *>(static_cast<void *>(out.data())), &size, static_cast<const unsigned char *>(static_cast<const void *>(bytes.data())), bytes.size());
        EVP_MD_CTX_free(context);
        return QByteArray(out.data(), static_cast<qsizetype>(size)).toBase64().toStdString();
    }
    EVP_PKEY *key;
};

std::string hash64(const std::string &bytes)
{
    unsigned char out[32];
    EVP_Digest(bytes.data(), bytes.size(), out, nullptr, EVP_sha256(), nullptr);
    return QByteArray(static_cast<const char *>(static_cast<void *>(out)), 32).toBase64().toStdString();
}

/// A message signed in the simple way; what is signed is written out here, not worked out by the code under test.
std::string signedSimply(const Signer &signer, const std::string &more = {}, const std::string &body = "Hi  there.\r\n")
{
    const std::string from = "From:  Ann <ann@example.org>\r\n";
    const std::string field = "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=s1;" + more + "\r\n h=From; bh=" + hash64("Hi  there.\r\n") + "; b=";
    return field + signer.sign(from + field) + "\r\n" + from + "Subject: s\r\n\r\n" + body;
}

TEST(Dkim, RsaAndTheSimpleForm)
{
    const Signer signer(2'048);
    EXPECT_EQ(verify(signedSimply(signer), signer.record()), DkimOutcome::Valid);
    EXPECT_EQ(verify(signedSimply(signer) + "\r\n\r\n", signer.record()), DkimOutcome::Valid);
    EXPECT_EQ(verify(replaced(signedSimply(signer), "From:  Ann", "From: Ann"), signer.record()), DkimOutcome::HeaderChanged);
    EXPECT_EQ(verify(replaced(signedSimply(signer), "Hi  there", "Hi there"), signer.record()), DkimOutcome::BodyChanged);
    EXPECT_EQ(verify(signedSimply(signer), Signer(2'048).record()), DkimOutcome::HeaderChanged);
    EXPECT_EQ(verify(signedSimply(signer, " x=1000;"), signer.record()), DkimOutcome::Expired);
    EXPECT_EQ(verify(signedSimply(signer, " l=12;"), signer.record()), DkimOutcome::Valid);
    EXPECT_EQ(verify(signedSimply(signer, " l=12;", "Hi  there.\r\nBuy this.\r\n"), signer.record()), DkimOutcome::OnlyBeginning);
    EXPECT_EQ(verify(signedSimply(signer, " l=99;"), signer.record()), DkimOutcome::BodyChanged);
}

TEST(Dkim, WeakKeysAreWorthNothing)
{
    const Signer weak(768);
    EXPECT_EQ(verify(signedSimply(weak), weak.record()), DkimOutcome::Weak);
    const Signer signer(1'024);
    EXPECT_EQ(verify(replaced(signedSimply(signer), "rsa-sha256", "rsa-sha1"), signer.record()), DkimOutcome::Weak);
}

} // namespace
} // namespace tern::mime
