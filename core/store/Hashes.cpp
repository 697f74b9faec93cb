// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Hashes.h"

#include "core/store/Subject.h"

#include <QStringView>

#include <openssl/evp.h>

#include <array>
#include <cstring>
#include <memory>

namespace tern::store {

namespace {

/// The first 64 bits of a SHA-1, never 0. OpenSSL's, as it uses the processor's own instructions: a listing hashes every header.
class Sha1 final {
public:
    Sha1() { EVP_DigestInit_ex(context(), EVP_sha1(), nullptr); }
    void add(std::string_view bytes) { EVP_DigestUpdate(context(), bytes.data(), bytes.size()); }
    [[nodiscard]] std::int64_t firstBytes()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        EVP_DigestFinal_ex(context(), digest.data(), nullptr);
        std::int64_t value = 0;
        std::memcpy(&value, digest.data(), sizeof value);
        return value == 0 ? 1 : value;
    }

private:
    /// Made once a thread: it costs more than the hash of a Message-ID.
    static EVP_MD_CTX *context()
    {
        thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> made(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        return made.get();
    }
};

constexpr int kKeyLength = 48;

bool isPlain(QStringView text)
{
    for (const QChar character : text) {
        if (character.unicode() >= 0x80)
            return false;
    }
    return true;
}

} // namespace

std::int64_t hashHeaderId(std::string_view messageId)
{
    Sha1 hash;
    hash.add(messageId);
    return hash.firstBytes();
}

std::int64_t messageIdentity(std::string_view messageId, std::int64_t size, const QByteArray &headerBlock)
{
    if (messageId.empty())
        return 0;
    Sha1 hash;
    hash.add(messageId);
    hash.add({"\0", 1});
    hash.add(std::to_string(size));
    hash.add({"\0", 1});
    hash.add({headerBlock.constData(), static_cast<std::size_t>(headerBlock.size())});
    return hash.firstBytes();
}

QString foldedKey(const QString &text)
{
    QString key = text.left(2 * kKeyLength).simplified();
    if (!isPlain(key)) {
        const QString decomposed = key.normalized(QString::NormalizationForm_KD);
        key.clear();
        for (const QChar character : decomposed) {
            if (character.category() != QChar::Mark_NonSpacing)
                key += character;
        }
    }
    return key.toCaseFolded().left(kKeyLength);
}

QString subjectKey(const QString &subject)
{
    return foldedKey(baseSubject(subject).text);
}

} // namespace tern::store
