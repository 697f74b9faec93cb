// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Tnef.h"

#include "core/mime/Charset.h"

#include <algorithm>

namespace tern::mime {
namespace {

constexpr std::uint32_t kSignature = 0x223E9F78;
constexpr std::size_t kMostFiles = 1'000;
constexpr std::size_t kMostProperties = 5'000;
constexpr std::size_t kMostValues = 1'000;

// Attributes, MS-OXTNEF §2.1.3.
constexpr std::uint32_t kBody = 0x0002'800C;
constexpr std::uint32_t kMessageProperties = 0x0006'9003;
constexpr std::uint32_t kAttachmentBegins = 0x0006'9002;
constexpr std::uint32_t kAttachmentTitle = 0x0001'8010;
constexpr std::uint32_t kAttachmentData = 0x0006'800F;
constexpr std::uint32_t kAttachmentProperties = 0x0006'9005;
constexpr std::uint32_t kCodePage = 0x0006'9007;

/// Little-endian numbers out of bytes; once it ran over their end it gives zeros and says so.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : m_bytes(bytes) {}

    std::uint32_t number(std::size_t count)
    {
        const std::string_view bytes = take(count);
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        return value;
    }
    std::string_view take(std::size_t count)
    {
        if (count > left()) {
            m_ranOver = true;
            m_at = m_bytes.size();
            return {};
        }
        m_at += count;
        return m_bytes.substr(m_at - count, count);
    }
    void align() { m_at = std::min((m_at + 3) / 4 * 4, m_bytes.size()); }
    [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_at; }
    [[nodiscard]] bool ranOver() const { return m_ranOver; }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_ranOver = false;
};

struct Property {
    std::uint32_t type = 0;
    std::uint32_t id = 0;
    std::string_view value;       // the first, if there are several
};

std::string_view withoutNul(std::string_view bytes)
{
    return bytes.substr(0, bytes.find('\0'));
}

/// Bytes of a fixed property type; 0 for those of variable length.
std::size_t fixedSize(std::uint32_t type)
{
    switch (type) {
    case 0x0002: case 0x000B: case 0x0003: case 0x0004: case 0x000A: return 4;
    case 0x0005: case 0x0006: case 0x0007: case 0x0014: case 0x0040: return 8;
    case 0x0048: return 16;
    default: return 0;
    }
}

void skipName(Cursor &cursor)
{
    cursor.take(16);
    if (cursor.number(4) == 0) {
        cursor.take(4);
        return;
    }
    cursor.take(cursor.number(4));
    cursor.align();
}

/// MS-OXTNEF §2.1.3.4: MAPI properties.
std::vector<Property> readProperties(std::string_view bytes, bool &damaged)
{
    std::vector<Property> found;
    Cursor cursor(bytes);
    const std::size_t count = cursor.number(4);
    for (std::size_t i = 0; i < count && i < kMostProperties && !cursor.ranOver(); ++i) {
        Property property;
        property.type = cursor.number(2);
        property.id = cursor.number(2);
        if (property.id >= 0x8000)
            skipName(cursor);
        const bool several = (property.type & 0x1000) != 0;
        const std::size_t fixed = fixedSize(property.type & 0xFFF);
        const std::size_t values = several || fixed == 0 ? cursor.number(4) : 1;
        for (std::size_t v = 0; v < values && v < kMostValues && !cursor.ranOver(); ++v) {
            const std::string_view value = cursor.take(fixed != 0 ? fixed : cursor.number(4));
            cursor.align();
            if (v == 0)
                property.value = value;
        }
        found.push_back(property);
    }
    damaged = damaged || cursor.ranOver();
    return found;
}

QString textOf(const Property &property, std::string_view charset)
{
    if ((property.type & 0xFFF) != 0x001F)
        return decodeText(withoutNul(property.value), charset);
    QString text = decodeText(property.value, "utf-16le");
    if (const auto nul = text.indexOf(QChar(u'\0')); nul >= 0)
        text.truncate(nul);
    return text;
}

class Reader {
public:
    Reader(const QByteArray &bytes, std::string_view fallback) : m_charset(fallback), m_most(static_cast<std::size_t>(bytes.size()) * 16 + 65'536) {}

    Tnef run(Cursor cursor)
    {
        while (cursor.left() > 0 && !cursor.ranOver()) {
            const std::uint32_t level = cursor.number(1);
            const std::uint32_t id = cursor.number(4);
            const std::string_view data = cursor.take(cursor.number(4));
            const std::uint32_t checksum = cursor.number(2);
            if (cursor.ranOver() || level < 1 || level > 2) {
                m_result.damaged = true;
                break;
            }
            std::uint32_t sum = 0;
            for (const char c : data)
                sum += static_cast<unsigned char>(c);
            m_result.damaged = m_result.damaged || (sum & 0xFFFF) != checksum;
            attribute(id, data);
        }
        m_result.damaged = m_result.damaged || cursor.ranOver();
        return std::move(m_result);
    }

private:
    void attribute(std::uint32_t id, std::string_view data)
    {
        if (id == kCodePage) {
            const std::uint32_t page = Cursor(data).number(4);
            m_charset = page == 65'001 ? std::string("utf-8") : page == 0 ? m_charset : "cp" + std::to_string(page);
        } else if (id == kBody && m_result.text.isNull()) {
            m_result.text = decodeText(withoutNul(data), m_charset);
        } else if (id == kMessageProperties) {
            messageProperties(data);
        } else if (id == kAttachmentBegins && m_result.files.size() < kMostFiles) {
            m_result.files.emplace_back();
        } else if (!m_result.files.empty()) {
            attachmentAttribute(id, data, m_result.files.back());
        }
    }

    void messageProperties(std::string_view data)
    {
        for (const Property &property : readProperties(data, m_result.damaged)) {
            if (property.id == 0x1000 && !property.value.empty())
                m_result.text = textOf(property, m_charset);
            else if (property.id == 0x1013 && !property.value.empty())
                m_result.html = (property.type & 0xFFF) == 0x0102 ? decodeText(property.value, {}, m_charset) : textOf(property, m_charset);
            else if (property.id == 0x1009)
                m_result.rtf = unpackRtf(QByteArray(property.value.data(), static_cast<qsizetype>(property.value.size())), m_most);
        }
    }

    void attachmentAttribute(std::uint32_t id, std::string_view data, EmbeddedFile &file)
    {
        if (id == kAttachmentTitle && file.name.empty()) {
            file.name = decodeText(withoutNul(data), {}, m_charset).toStdString();
        } else if (id == kAttachmentData) {
            file.content = QByteArray(data.data(), static_cast<qsizetype>(data.size()));
        } else if (id == kAttachmentProperties) {
            for (const Property &property : readProperties(data, m_result.damaged))
                attachmentProperty(property, file);
        }
    }

    void attachmentProperty(const Property &property, EmbeddedFile &file) const
    {
        const bool isText = (property.type & 0xFFF) == 0x001E || (property.type & 0xFFF) == 0x001F;
        if (property.id == 0x3707 && isText) {
            file.name = textOf(property, m_charset).toStdString();
        } else if (property.id == 0x370E && isText) {
            file.mediaType = textOf(property, m_charset).toLower().toStdString();
        } else if (property.id == 0x3712 && isText) {
            file.contentId = textOf(property, m_charset).toStdString();
        } else if (property.id == 0x3701 && file.content.isEmpty()) {
            // An object (a message within the message) has the GUID of its kind before it.
            const bool isObject = (property.type & 0xFFF) == 0x000D && property.value.size() >= 16;
            const std::string_view value = isObject ? property.value.substr(16) : property.value;
            file.content = QByteArray(value.data(), static_cast<qsizetype>(value.size()));
            if (isObject && file.mediaType.empty())
                file.mediaType = "application/ms-tnef";
        }
    }

    std::string m_charset;
    std::size_t m_most;
    Tnef m_result;
};

} // namespace

std::optional<Tnef> readTnef(const QByteArray &bytes, std::string_view fallbackCharset)
{
    Cursor cursor({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (cursor.number(4) != kSignature)
        return std::nullopt;
    cursor.number(2); // a key, without meaning
    return Reader(bytes, fallbackCharset).run(cursor);
}

} // namespace tern::mime
