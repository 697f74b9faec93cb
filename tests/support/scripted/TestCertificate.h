// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tern::test {

/// A key and its certificate, as PEM. Made for a test, never kept.
struct TestIdentity {
    std::string certificatePem;
    std::string keyPem;
};

/// An authority of the test's own.
[[nodiscard]] TestIdentity makeAuthority(const std::string &name = "Test CA");

/// What is to be wrong or right about a server's certificate.
struct LeafOptions {
    std::vector<std::string> dnsNames;
    std::vector<std::string> addresses;
    int notBeforeDays = -1;     ///< from now
    int notAfterDays = 30;
};

/// A server's certificate; signed by itself without `authority`.
[[nodiscard]] TestIdentity makeLeaf(const LeafOptions &options, const TestIdentity *authority);

} // namespace tern::test
