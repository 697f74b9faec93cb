// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Address.h"

#include "core/mime/AddressParser.h"
#include "core/mime/Charset.h"

namespace tern::mime {
namespace {

constexpr std::size_t kLongestLocalPart = 64;   // RFC 5321 §4.5.3.1.1
constexpr std::size_t kLongestDomain = 255;     // RFC 5321 §4.5.3.1.2

bool isAtomChar(char c)
{
    static constexpr std::string_view specials = "()<>[]:;@\\,\" ";
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && specials.find(c) == std::string_view::npos;
}

bool isValidLocalPart(std::string_view local)
{
    if (local.empty() || local.size() > kLongestLocalPart)
        return false;
    if (local.front() == '"') {
        if (local.size() < 3 || local.back() != '"')
            return false;
        for (std::size_t i = 1; i + 1 < local.size(); ++i) {
            const auto byte = static_cast<unsigned char>(local[i]);
            if (byte < 0x20 || byte == 0x7F || local[i] == '"')
                return false;
            if (local[i] == '\\' && (++i + 1 >= local.size() || static_cast<unsigned char>(local[i]) < 0x20))
                return false;
        }
        return true;
    }
    for (const char c : local) {
        if (!isAtomChar(c))
            return false;
    }
    // Some providers made addresses with dots where RFC 5321 has none ("name.@…"); a server may judge those, they are harmless on the wire.
    return true;
}

bool isValidDomain(std::string_view domain)
{
    if (domain.empty() || domain.size() > kLongestDomain)
        return false;
    if (domain.front() == '[') {
        return domain.back() == ']' && domain.size() > 2
            && domain.substr(1, domain.size() - 2).find_first_not_of("0123456789abcdefABCDEFIPv:.") == std::string_view::npos;
    }
    bool labelEmpty = true;
    for (const char c : domain) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '.') {
            if (labelEmpty)
                return false;
            labelEmpty = true;
        } else if (byte >= 0x80 || std::isalnum(byte) || c == '-' || c == '_') {
            labelEmpty = false;
        } else {
            return false;
        }
    }
    return !labelEmpty;
}

bool needsQuotes(const QString &name)
{
    static const QString specials = QStringLiteral("()<>[]:;@\\,\".");
    for (const QChar c : name) {
        if (specials.contains(c))
            return true;
    }
    return false;
}

} // namespace

std::vector<Address> parseAddressList(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return parseAddresses(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

bool isValidAddrSpec(std::string_view addrSpec, bool smtputf8)
{
    if (!isValidUtf8(addrSpec))
        return false;
    if (!smtputf8) {
        for (const char c : addrSpec) {
            if (static_cast<unsigned char>(c) >= 0x80)
                return false;
        }
    }
    const auto at = addrSpec.rfind('@');
    return at != std::string_view::npos && isValidLocalPart(addrSpec.substr(0, at)) && isValidDomain(addrSpec.substr(at + 1));
}

QString formatAddress(const Address &address)
{
    if (address.name.isEmpty())
        return address.address;
    QString name = address.name;
    if (needsQuotes(name)) {
        name.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
        name.replace(QLatin1Char('"'), QLatin1String("\\\""));
        name = QLatin1Char('"') + name + QLatin1Char('"');
    }
    if (address.address.isEmpty())
        return name;
    return name + QLatin1String(" <") + address.address + QLatin1Char('>');
}

QString formatAddressList(const std::vector<Address> &addresses)
{
    QStringList parts;
    parts.reserve(static_cast<qsizetype>(addresses.size()));
    for (const Address &address : addresses)
        parts << formatAddress(address);
    return parts.join(QLatin1String(", "));
}

} // namespace tern::mime
