// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/PublicAddress.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace tern {
namespace {

struct Range {
    std::uint32_t network;
    int bits;
};

/// RFC 6890 table 1 to 16, RFC 1112 §4, RFC 6598.
constexpr std::array<Range, 15> kSpecial{{
    {0x00000000, 8}, {0x0A000000, 8}, {0x64400000, 10}, {0x7F000000, 8}, {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24},
    {0xC0586300, 24}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4}, {0xF0000000, 4},
}};

bool isPublic(std::uint32_t address)
{
    return std::none_of(kSpecial.begin(), kSpecial.end(), [&](const Range &range) { return (address >> (32 - range.bits)) == (range.network >> (32 - range.bits)); });
}

std::uint32_t fourBytes(const std::uint8_t *bytes)
{
    return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 | static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

/// Global unicast [RFC 4291 §2.4], without documentation and the ways to carry an IPv4 address (then that one counts).
bool isPublic(const std::uint8_t (&address)[16])
{
    static constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr std::uint8_t kTranslated[12] = {0, 0x64, 0xFF, 0x9B};
    if (std::memcmp(address, kMapped, sizeof kMapped) == 0 || std::memcmp(address, kTranslated, sizeof kTranslated) == 0)
        return isPublic(fourBytes(address + 12));
    if (address[0] == 0x20 && address[1] == 0x02)
        return isPublic(fourBytes(address + 2));
    const bool isDocumentation = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0x0D && address[3] == 0xB8;
    const bool isSpecial = address[0] == 0x20 && address[1] == 0x01 && address[2] < 0x02;
    return (address[0] & 0xE0) == 0x20 && !isDocumentation && !isSpecial;
}

} // namespace

bool isPublicAddress(const SocketAddress &address)
{
    if (address.family() == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address.storage, sizeof four);
        return isPublic(ntohl(four.sin_addr.s_addr));
    }
    if (address.family() == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address.storage, sizeof six);
        return isPublic(six.sin6_addr.s6_addr);
    }
    return false;
}

bool isPublicName(const std::string &host)
{
    in_addr four{};
    in6_addr six{};
    if (::inet_pton(AF_INET, host.c_str(), &four) == 1)
        return isPublic(ntohl(four.s_addr));
    if (::inet_pton(AF_INET6, host.c_str(), &six) == 1)
        return isPublic(six.s6_addr);
    std::string_view name = host;
    if (name.ends_with('.'))
        name.remove_suffix(1);
    // A last label that is a number makes all of it an address, in one of its older spellings [URL Standard §3.5].
    const std::string_view last = name.substr(name.rfind('.') + 1);
    if (last.empty() || last.find_first_not_of("0123456789") == std::string_view::npos || last.starts_with("0x") || last.starts_with("0X"))
        return false;
    static constexpr std::array<std::string_view, 7> kLocal{".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".home"};
    const bool isLocal = std::any_of(kLocal.begin(), kLocal.end(), [&](std::string_view ending) { return name.ends_with(ending); });
    return name.find('.') != std::string_view::npos && !isLocal;
}

} // namespace tern
