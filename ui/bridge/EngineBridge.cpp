// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/EngineBridge.h"

namespace tern::ui {

EngineBridge::EngineBridge(QObject *parent) : QObject(parent) {}

void EngineBridge::storeChanged(const store::ChangeSet &changes)
{
    QMetaObject::invokeMethod(this, [this, changes] { Q_EMIT changed(changes); }, Qt::QueuedConnection);
}

void EngineBridge::accountStatusChanged(const engine::AccountStatus &status)
{
    QMetaObject::invokeMethod(this, [this, status] { Q_EMIT statusChanged(status); }, Qt::QueuedConnection);
}

void EngineBridge::noticed(const engine::Notice &what)
{
    QMetaObject::invokeMethod(this, [this, what] { Q_EMIT notice(what); }, Qt::QueuedConnection);
}

void EngineBridge::indexChanged(const engine::LaneStatus &status)
{
    QMetaObject::invokeMethod(this, [this, status] { Q_EMIT indexStatusChanged(status); }, Qt::QueuedConnection);
}

} // namespace tern::ui
