// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/PublicAddress.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>

namespace tern {
namespace {

SocketAddress address(const char *text)
{
    SocketAddress made;
    sockaddr_in four{};
    sockaddr_in6 six{};
    if (::inet_pton(AF_INET, text, &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        std::memcpy(&made.storage, &four, sizeof four);
    } else if (::inet_pton(AF_INET6, text, &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        std::memcpy(&made.storage, &six, sizeof six);
    }
    return made;
}

TEST(PublicAddress, WhatIsAnybodys)
{
    for (const char *text : {"8.8.8.8", "100.63.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "2606:4700::1", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"})
        EXPECT_TRUE(isPublicAddress(address(text))) << text;
}

TEST(PublicAddress, ThisMachineAndNetworksAtHome)
{
    for (const char *text : {"127.0.0.1", "127.255.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
                             "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::",
                             "2001:db8::1", "2001:0:1::1"})
        EXPECT_FALSE(isPublicAddress(address(text))) << text;
    EXPECT_FALSE(isPublicAddress(SocketAddress{}));
}

TEST(PublicAddress, Names)
{
    for (const char *name : {"cdn.example.com", "a.b", "xn--fsq.example", "1and1.com", "example.com."})
        EXPECT_TRUE(isPublicName(name)) << name;
    for (const char *name : {"localhost", "router", "nas.local", "x.internal", "fritz.home.arpa", "x.localhost", "127.0.0.1", "::1", "2130706433", "0x7f000001", "127.1", "0x7f.1", "a.0x1", ""})
        EXPECT_FALSE(isPublicName(name)) << name;
}

} // namespace
} // namespace tern
