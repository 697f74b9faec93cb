// SPDX-License-Identifier: GPL-3.0-or-later
// tern-fault-proxy SERVER_PORT [--delay MS] [--pieces BYTES] [--cut|--reset|--stall AFTER] [--to-server] [--each]
// Prints its port; ends with its standard input. Each line read there is "lift", "reset", "down" or "up", and is answered "done".
#include "tests/support/proxy/FaultProxy.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <span>

using namespace tern::test;

int main(int count, char **words)
{
    const std::span arguments(words, static_cast<std::size_t>(count));
    if (count < 2) {
        std::fputs("tern-fault-proxy SERVER_PORT [--delay MS] [--pieces BYTES] [--cut|--reset|--stall AFTER] [--to-server] [--each]\n", stderr);
        return 2;
    }
    FaultProxy proxy(static_cast<std::uint16_t>(std::atoi(arguments[1])));
    ProxyFault fault;
    for (std::size_t place = 2; place < arguments.size(); ++place) {
        const std::string word = arguments[place];
        const auto number = [&] { return place + 1 < arguments.size() ? std::atoll(arguments[++place]) : 0; };
        if (word == "--delay") {
            proxy.setDelay(std::chrono::milliseconds(number()));
        } else if (word == "--pieces") {
            proxy.setPieces(static_cast<std::size_t>(number()));
        } else if (word == "--to-server") {
            fault.way = ProxyWay::ToServer;
        } else if (word == "--each") {
            fault.everyConnection = true;
        } else if (word == "--cut" || word == "--reset" || word == "--stall") {
            fault.kind = word == "--cut" ? ProxyFault::Kind::Cut : word == "--reset" ? ProxyFault::Kind::Reset : ProxyFault::Kind::Stall;
            fault.after = number();
        } else {
            std::fprintf(stderr, "tern-fault-proxy: what is %s?\n", word.c_str());
            return 2;
        }
    }
    proxy.arm(fault);
    std::cout << proxy.port() << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "lift")
            proxy.lift();
        else if (line == "reset")
            proxy.resetConnections();
        else if (line == "down" || line == "up")
            proxy.setDown(line == "down");
        std::cout << "done" << std::endl;
    }
    return 0;
}
