// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/Trackers.h"

#include "core/base/Ascii.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

void initTrackerResources()
{
    Q_INIT_RESOURCE(tern_trackers);
}

namespace tern::markup {

using namespace ascii;

namespace {

struct List {
    std::unordered_set<std::string> hosts;   // and all below them
    std::vector<std::string> paths;          // parts of a path, lower case
};

List read()
{
    initTrackerResources();
    List list;
    QFile file(QStringLiteral(":/tern/trackers.json"));
    if (!file.open(QIODevice::ReadOnly))
        return list;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    for (const QJsonValue &host : root[QStringLiteral("hosts")].toArray())
        list.hosts.insert(host.toString().toStdString());
    for (const QJsonValue &path : root[QStringLiteral("paths")].toArray())
        list.paths.push_back(path.toString().toStdString());
    return list;
}

} // namespace

bool isKnownTracker(std::string_view host, std::string_view path)
{
    static const List list = read();
    for (std::string_view name = host;;) {
        if (list.hosts.contains(std::string(name)))
            return true;
        const std::size_t dot = name.find('.');
        if (dot == std::string_view::npos)
            break;
        name.remove_prefix(dot + 1);
    }
    const std::string low = lower(path);
    return std::any_of(list.paths.begin(), list.paths.end(), [&](const std::string &part) { return low.find(part) != std::string::npos; });
}

} // namespace tern::markup
