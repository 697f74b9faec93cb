// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Hashes.h"

#include <QCryptographicHash>
#include <QStringView>

#include <array>
#include <cstring>

namespace tern::store {

namespace {

std::int64_t firstBytes(const QByteArray &digest)
{
    std::int64_t value = 0;
    std::memcpy(&value, digest.constData(), sizeof value);
    return value == 0 ? 1 : value;
}

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
    return firstBytes(QCryptographicHash::hash(QByteArray::fromRawData(messageId.data(), static_cast<qsizetype>(messageId.size())),
                                               QCryptographicHash::Sha1));
}

std::int64_t messageIdentity(std::string_view messageId, std::int64_t size, const QByteArray &headerBlock)
{
    if (messageId.empty())
        return 0;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArray::fromRawData(messageId.data(), static_cast<qsizetype>(messageId.size())));
    const QByteArray between = '\0' + QByteArray::number(static_cast<qlonglong>(size)) + '\0';
    hash.addData(between);
    hash.addData(headerBlock);
    return firstBytes(hash.result());
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
    static const std::array kPrefixes{QStringLiteral("re"), QStringLiteral("fw"), QStringLiteral("fwd"), QStringLiteral("aw"), QStringLiteral("wg"),
                                      QString::fromUtf8("回复"), QString::fromUtf8("答复"), QString::fromUtf8("转发")};
    QStringView rest = QStringView(subject).trimmed();
    for (bool found = true; found;) {
        found = false;
        for (const QString &prefix : kPrefixes) {
            if (!rest.startsWith(prefix, Qt::CaseInsensitive))
                continue;
            const QStringView behind = rest.mid(prefix.size()).trimmed();
            if (behind.startsWith(QLatin1Char(':')) || behind.startsWith(QChar(0xFF1A))) {
                rest = behind.mid(1).trimmed();
                found = true;
                break;
            }
        }
    }
    return foldedKey(rest.toString());
}

} // namespace tern::store
